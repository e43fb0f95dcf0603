import type { Clock } from '../../sandbox/clock.ts';
import type { Delivery } from '../../sandbox/deliveries.ts';
import type { Faults } from '../../sandbox/faults.ts';
import type { Random } from '../../sandbox/random.ts';

/** A message that a Zap sends. */
export interface Outgoing {
  readonly authData: object;
  readonly inputData: Readonly<Record<string, unknown>>;
}

/** The sandbox of a gateway, as far as traffic needs it. */
interface LoadedSandbox {
  readonly requests: unknown[];
  readonly deliveries: readonly Delivery[];
  readonly clock: Pick<Clock, 'now' | 'advance'>;
  readonly faults: Pick<Faults, 'add'>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A gateway under load: what Zaps send through it, and what it posts to them. */
export interface LoadGateway {
  /** Names the gateway and its connections in the report, such as `on both platforms`. */
  readonly words: { readonly name: string; readonly connections: string };
  readonly sandbox: LoadedSandbox;
  /** The environment that leads the app to the sandbox. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** The connection of the triggers. */
  readonly authData: object;
  /** The trigger that each kind of delivery is for. */
  readonly hooks: Readonly<Record<string, string>>;
  /** The path of a send, with `*` for anything. */
  readonly sendPath: string;
  /** Runs once, when the triggers are switched on, with the URL of each. */
  switchedOn?(urls: Readonly<Record<string, string>>): void;
  /** The next message to send. */
  nextSend(random: Random, reference: string): Outgoing;
  /** What people do in a second: they reply, click, and opt out. */
  people(random: Random): void;
  /** Everything in the gateway's log. */
  log(): Iterable<{ readonly reference: string | null }>;
  /** Identifies a delivery like its event in {@link nameOfEvent}. */
  nameOf(delivery: Delivery): string;
  nameOfEvent(trigger: string, event: Readonly<Record<string, unknown>>): string;
}
