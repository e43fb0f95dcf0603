import type { RecordedRequest } from '../sandbox/exchange.ts';
import type { Faults } from '../sandbox/faults.ts';
import type { Property } from './fuzz/property.ts';

/**
 * What a method does at the gateway:
 * - `connects`: checks the key while the user connects
 * - `sends`, `sends many`: sends messages, never repeated; `sends many` has a result per row
 * - `changes`: changes data; the change may have been made if the outcome is unclear
 * - `reads`: reads data, may be retried
 * - `subscribes`, `unsubscribes`: registers or removes a webhook
 * - `receives`: turns a posted body into events, and may look up more about them
 * - `nothing`: makes no request
 */
export type Deed =
  | 'connects'
  | 'sends'
  | 'sends many'
  | 'changes'
  | 'reads'
  | 'subscribes'
  | 'unsubscribes'
  | 'receives'
  | 'nothing';

/** An account at the gateway with some records of every kind. */
export interface ProofAccount {
  readonly authData: Readonly<Record<string, unknown>>;
  /** Secrets that must not appear anywhere. */
  readonly secrets: readonly string[];
  /** Ids of the account's records, by the names that examples use. */
  readonly held: Readonly<Record<string, string>>;
  /** The number of messages in its log. */
  messages(): number;
}

/** The gateway's sandbox. */
export interface ProofGateway {
  readonly requests: RecordedRequest[];
  readonly faults: Pick<Faults, 'add' | 'clear'>;
  /** Creates an account of a variant with the given secrets. */
  newAccount(variant: string, given: { readonly key: string; readonly password: string }): ProofAccount;
  close(): Promise<void>;
}

/** A valid input of an operation, and how the operation behaves with it. */
export interface Example {
  /** Distinguishes examples of one operation. */
  readonly name?: string;
  readonly does: Deed;
  /** The only variant that supports it. Defaults to all. */
  readonly on?: string;
  /** Other variants return an empty list instead of an error, as dropdowns do. */
  readonly emptyElsewhere?: true;
  /** For a step that waits: the body posted to its callback URL. */
  readonly resume?: () => Record<string, unknown>;
  readonly input: (account: ProofAccount) => Record<string, unknown>;
  /** Additional bundle properties, such as a posted body. */
  readonly bundle?: (account: ProofAccount) => Record<string, unknown>;
  /** A hook trigger whose events the gateway does not store, so performList makes no request. */
  readonly unrecorded?: true;
  /** Variants on which a 404 means that the record does not exist. */
  readonly absence?: readonly string[];
  /** Variants on which any JSON object counts as success. */
  readonly trusts?: readonly string[];
  /** A send that first reads something, and is not made if that fails. */
  readonly asksFirst?: true;
  /** A change that may be repeated after an unclear outcome, because it can take effect only once. */
  readonly repeatable?: true;
  /** Any success status counts as success, because the gateway responds in plain text or without a body. */
  readonly believes?: true;
  /** Variants on which a success without a body counts as success. */
  readonly believesEmpty?: readonly string[];
}

/** The proof of an app: its examples, gateway, and properties. */
export interface Proof {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  /** Kinds of connections that behave differently, such as a gateway's platforms. */
  readonly variants: readonly string[];
  /** The only variant that supports instant triggers. Defaults to all. */
  readonly hooksOn?: string;
  /** A valid connection for methods that make no request. */
  readonly authData: Readonly<Record<string, unknown>>;
  /** At least one example for each operation, by key. */
  readonly examples: Readonly<Record<string, readonly Example[]>>;
  /** The expected end for a status that has a special meaning at this gateway. */
  refusal?(
    status: number,
    example: Example,
    variant: string,
    isJson: boolean,
  ): { readonly end: string; readonly says: RegExp } | undefined;
  /** Reads that use POST, by method and path. They may be retried like a GET. */
  readonly reads?: RegExp;
  /** Whether a subscription counts as failed if the gateway does not return its id. */
  readonly needsHookId?: true;
  /** Fuzz properties of this app. */
  properties?(app: object): readonly Property[];
  /** Starts the gateway's sandbox and points the app to it. */
  startGateway(seed: number): Promise<ProofGateway>;
}

/** The bundle properties of a hook trigger that receives this JSON. */
export const posted = (record: object) => ({
  cleanedRequest: record,
  rawRequest: {
    method: 'POST',
    headers: { 'Http-Content-Type': 'application/json' },
    querystring: '',
    content: JSON.stringify(record),
  },
});
