import type { Chapter } from './claim.ts';
import type { Look } from './look.ts';
import type { Answer, Route, Wish } from './network.ts';

/** Makes a request while changes are undone: with the person's key, and again after a disturbance. */
export type Ask = (wish: Wish) => Promise<Answer>;

/** A key and what it gives access to. */
export interface Connection {
  /** The platform of the key, such as `classic`. */
  readonly platform: string;
  /** The connection's name for people: platform and fingerprint, never the key. */
  readonly label: string;
  readonly route: Route;
  /** Values that must never be written down. */
  readonly secrets: readonly string[];
  /** The first request. 401 and 403 mean that the key is refused. */
  readonly knock: Wish;
  /** What `--change` does, one line each. */
  readonly changes: readonly string[];
  /** What `--send` sends, one line per message. */
  readonly messages: readonly string[];
  /** What `--listen` does, one line each. */
  readonly listening: readonly string[];
  /** How to undo each kind of trace. Throws if the record may still exist. */
  readonly remove: Readonly<Record<string, (ask: Ask, mark: string) => Promise<void>>>;
  /** The price of a message in words, or `null` if the gateway does not tell. */
  readonly price: (ask: Ask, recipient: string) => Promise<string | null>;
  /** Makes the gateway post to the listener. */
  readonly register?: (look: Look) => Promise<void>;
  /** Whether everything expected has arrived. */
  readonly awaited: (look: Look) => boolean;
  /** Returns an unassigned number, digits only. */
  readonly nobody: () => string;
  /** The values given in addition to the key, such as a login, by name. */
  readonly given: Readonly<Record<string, string>>;
}

/** Gets the values that the tool needs, from the environment or from a person. */
export interface Asker {
  /** Returns a required value. @throws Error if it is not in the environment and no person can be asked */
  readonly secret: (variable: string, label: string) => Promise<string>;
  /** Returns an optional value. */
  readonly maybe: (variable: string) => string | undefined;
}

/** A gateway that can be observed. */
export interface Gateway {
  /** The app's name. */
  readonly name: string;
  readonly title: string;
  /** The start of the claims document. */
  readonly preface: string;
  readonly chapters: readonly Chapter[];
  readonly connect: (ask: Asker) => Promise<Connection>;
}
