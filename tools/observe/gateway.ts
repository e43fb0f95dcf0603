import type { Chapter } from './claim.ts';
import type { Look } from './look.ts';
import type { Answer, Route, Wish } from './network.ts';

/** Asks the gateway while things are put back: with the person's key, and again after a disturbance. */
export type Ask = (wish: Wish) => Promise<Answer>;

/** A key with what it opens. */
export interface Connection {
  /** Which of the gateway's platforms it is on, such as `classic`. */
  readonly platform: string;
  /** What a person knows it by: platform and fingerprint, never the key. */
  readonly label: string;
  readonly route: Route;
  /** Everything that must never be written down. */
  readonly secrets: readonly string[];
  /** A first request: 401 and 403 mean that the key is refused. */
  readonly knock: Wish;
  /** What `--change` does, a line each. */
  readonly changes: readonly string[];
  /** What `--send` sends, a line each message. */
  readonly messages: readonly string[];
  /** What `--listen` does, a line each. */
  readonly listening: readonly string[];
  /** How each kind of trace is taken away. It throws where the thing may still be there. */
  readonly remove: Readonly<Record<string, (ask: Ask, mark: string) => Promise<void>>>;
  /** What a message costs as far as the gateway tells, in words; `null` where it does not. */
  readonly price: (ask: Ask, recipient: string) => Promise<string | null>;
  /** Makes the gateway post to the listener. */
  readonly register?: (look: Look) => Promise<void>;
  /** What has to arrive until nothing more is waited for. */
  readonly awaited: (look: Look) => boolean;
  /** A number that belongs to nobody, digits only. */
  readonly nobody: () => string;
  /** What is given beside the key, such as a login; each with its name. */
  readonly given: Readonly<Record<string, string>>;
}

/** How the tool gets what it needs to know: from the environment, or by asking a person. */
export interface Asker {
  /** A value that must be there. @throws Error where it is not in the environment and nobody can be asked */
  readonly secret: (variable: string, label: string) => Promise<string>;
  /** A value that may be missing. */
  readonly maybe: (variable: string) => string | undefined;
}

/** A gateway that can be observed. */
export interface Gateway {
  /** The name of its app. */
  readonly name: string;
  readonly title: string;
  /** What the document of its claims begins with. */
  readonly preface: string;
  readonly chapters: readonly Chapter[];
  readonly connect: (ask: Asker) => Promise<Connection>;
}
