import type { Clock } from '../../sandbox/clock.ts';
import type { Delivery } from '../../sandbox/deliveries.ts';
import type { Faults } from '../../sandbox/faults.ts';
import type { Random } from '../../sandbox/random.ts';

/** A message that a Zap sends. */
export interface Outgoing {
  readonly authData: object;
  readonly inputData: Readonly<Record<string, unknown>>;
}

/** The parts of a gateway's sandbox that traffic uses. */
interface LoadedSandbox {
  readonly requests: unknown[];
  readonly deliveries: readonly Delivery[];
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly faults: Pick<Faults, 'add'>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A gateway under load: the messages that Zaps send, and the events that it posts. */
export interface LoadGateway {
  /** The gateway and its connections in the report, such as `on both platforms`. */
  readonly words: { readonly name: string; readonly connections: string };
  readonly sandbox: LoadedSandbox;
  /** The environment that points the app to the sandbox. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The connection of the triggers. */
  readonly authData: object;
  /** The trigger for each kind of delivery. */
  readonly hooks: Readonly<Record<string, string>>;
  /** The path of a send. `*` matches anything. */
  readonly sendPath: string;
  /** Runs once when the triggers are turned on, with the URL of each. */
  switchedOn?(urls: Readonly<Record<string, string>>): void;
  /** Returns the next message to send. */
  nextSend(random: Random, reference: string): Outgoing;
  /** Simulates what people do in a second: they reply, click, and opt out. */
  people(random: Random): void;
  /** Returns all messages in the gateway's log. */
  log(): Iterable<{ readonly reference: string | null }>;
  /** Identifies a delivery like its event in {@link nameOfEvent}. */
  nameOf(delivery: Delivery): string;
  nameOfEvent(trigger: string, event: Readonly<Record<string, unknown>>): string;
}
