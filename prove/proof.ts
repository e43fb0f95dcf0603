import type { RecordedRequest } from '../sandbox/exchange.ts';
import type { Faults } from '../sandbox/faults.ts';
import type { Property } from './fuzz/property.ts';

/**
 * What running a function does at the gateway:
 * - `connects`: asks about the key while a person fills in the connection's form
 * - `sends`, `sends many`: may never be repeated; many have a result for every row
 * - `changes`: may have been made when the answer is unclear
 * - `reads`: may be tried again
 * - `subscribes`, `unsubscribes`: has events reported here, or no longer
 * - `receives`: makes events of what was posted, and may look up more about them
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

/** An account at the gateway that has some of everything. */
export interface ProofAccount {
  readonly authData: Readonly<Record<string, unknown>>;
  /** What must be seen nowhere. */
  readonly secrets: readonly string[];
  /** Ids of what the account holds, by a name that examples ask for. */
  readonly held: Readonly<Record<string, string>>;
  /** How many messages are in its log. */
  messages(): number;
}

/** The gateway on this machine. */
export interface ProofGateway {
  readonly requests: RecordedRequest[];
  readonly faults: Pick<Faults, 'add' | 'clear'>;
  /** An account of a variant; its secrets are made of those given. */
  newAccount(variant: string, given: { readonly key: string; readonly password: string }): ProofAccount;
  close(): Promise<void>;
}

/** One valid input of an operation, and what is to be known of the operation beyond its name. */
export interface Example {
  /** Tells examples of one operation apart. */
  readonly name?: string;
  readonly does: Deed;
  /** The only variant that can do it; all when left out. */
  readonly on?: string;
  /** On other variants it gives an empty list instead of an error: a dropdown shows nothing there. */
  readonly emptyElsewhere?: true;
  /** The step waits, and goes on with what comes back: this is posted to it then. */
  readonly resume?: () => Record<string, unknown>;
  readonly input: (account: ProofAccount) => Record<string, unknown>;
  /** More of the bundle, such as what was posted. */
  readonly bundle?: (account: ProofAccount) => Record<string, unknown>;
  /** A hook trigger of which the gateway keeps no record: nothing is asked for examples. */
  readonly unrecorded?: true;
  /** Where a 404 is an answer: there is no such thing. */
  readonly absence?: readonly string[];
  /** Where the call promises no more than a JSON object, so that any is a yes. */
  readonly trusts?: readonly string[];
}

/** What is proven of an app, and on what. */
export interface Proof {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  /** Kinds of connections that differ in what the app does, such as the platforms of a gateway. */
  readonly variants: readonly string[];
  /** The only variant on which instant triggers can be used; all when left out. */
  readonly hooksOn?: string;
  /** A connection that can be opened, for functions that ask the gateway nothing. */
  readonly authData: Readonly<Record<string, unknown>>;
  /** At least one valid input of every operation, by its key. */
  readonly examples: Readonly<Record<string, readonly Example[]>>;
  /** How a refusal with this status must end where this gateway means something of its own by it. */
  refusal?(
    status: number,
    example: Example,
    variant: string,
    isJson: boolean,
  ): { readonly end: string; readonly says: RegExp } | undefined;
  /** What must hold for generated inputs of this app alone. */
  properties?(app: object): readonly Property[];
  /** Starts the gateway and points the app to it. */
  startGateway(seed: number): Promise<ProofGateway>;
}

/** What a hook trigger is run with when this JSON was posted to it. */
export const posted = (record: object) => ({
  cleanedRequest: record,
  rawRequest: {
    method: 'POST',
    headers: { 'Http-Content-Type': 'application/json' },
    querystring: '',
    content: JSON.stringify(record),
  },
});
