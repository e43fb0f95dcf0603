import type { Bundle, ZObject } from 'zapier-platform-core';
import { mapParallel } from './parallel.ts';
import type { StepRunner } from './step.ts';

type Input = Record<string, unknown>;

/** How a Zap comes to get the events of a hook trigger, and stops getting them. */
export interface Subscription<S, I extends Input = Input> {
  /**
   * Refuses a connection on which the trigger can never fire, where the Zap is built as well as where it is switched on.
   * @throws InvalidInputError
   */
  check?(step: S): void;
  /** Subscribes the Zap; the platform keeps what it gives as `subscribeData` of the Zap, and `id` must be among it. */
  subscribe(step: S, bundle: Bundle<I>): Promise<{ id: string }>;
  /** Undoes it. Whatever it throws, the Zap is switched off. */
  unsubscribe(bundle: Bundle<I>, z: ZObject, inStep: InStep<S>): Promise<void>;
  /** Whether a delivery is meant for this Zap; one that is not gives no events. */
  isGenuine?(step: S, bundle: Bundle<I>): Promise<boolean>;
}

/** Does `work` with the connection open. */
export type InStep<S> = <R>(work: (step: S) => Promise<R>) => Promise<R>;

/** As many records as the editor shows at once. */
const LIST_SIZE = 3;

const EVENTS_AT_ONCE = 5;

/** The body of a delivery: as the platform parsed it, and as it came. */
interface Body {
  readonly parsed: unknown;
  readonly raw: unknown;
}

/** What a run does with each event, after its input was read. */
interface Handling<E, O> {
  isWanted(event: E): boolean;
  /** The record that the Zap gets. Must not fail for want of anything but the event itself. */
  complete(event: E): Promise<O>;
}

/** What differs between hook triggers. `S` is what a step works with, `I` the input, `E` an event, `O` the output. */
interface Hook<S, I extends Input, E, O> {
  readonly label: string;
  readonly subscription: Subscription<S, I>;
  /** The events of a body, and how many could not be read. Never throws. */
  read(body: Body): Promise<{ readonly events: readonly E[]; readonly unread: number }>;
  /** Events that really happened lately, newest first, as far as the input wants them. */
  recent(step: S, isWanted: (event: E) => boolean): Promise<readonly E[]>;
  handle(step: S, input: I): Handling<E, O>;
}

/** The same event may be in a body twice; the platform wants every id once. */
const distinct = <E extends { readonly id: string }>(events: readonly E[]): E[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

/** The operation of a REST hook trigger; how Zaps subscribe is a strategy of its own. */
export const hookOperation = <
  S extends { readonly z: ZObject },
  I extends Input,
  E extends { readonly id: string },
  O extends object,
>(
  run: StepRunner<S>,
  hook: Hook<S, I, E, O>,
) => {
  const { label, subscription } = hook;
  return {
    type: 'hook' as const,

    perform: run(async (step, bundle: Bundle<I>) => {
      if (subscription.isGenuine && !(await subscription.isGenuine(step, bundle))) return [];
      const body = { parsed: bundle.cleanedRequest, raw: bundle.rawRequest?.content };
      const { events, unread } = await hook.read(body);
      if (unread > 0) {
        step.z.console.log(
          `${label}: ${unread} of ${events.length + unread} events that were posted could not be read.`,
        );
      }
      const { isWanted, complete } = hook.handle(step, bundle.inputData);
      return mapParallel(distinct(events).filter(isWanted), EVENTS_AT_ONCE, complete);
    }),

    performList: run(async (step, bundle: Bundle<I>) => {
      subscription.check?.(step);
      const { isWanted, complete } = hook.handle(step, bundle.inputData);
      const events = await hook.recent(step, isWanted);
      return mapParallel(events.slice(0, LIST_SIZE), EVENTS_AT_ONCE, complete);
    }),

    performSubscribe: run(async (step, bundle: Bundle<I>) => {
      subscription.check?.(step);
      return subscription.subscribe(step, bundle);
    }),

    performUnsubscribe: async (z: ZObject, bundle: Bundle<I>) => {
      try {
        await subscription.unsubscribe(bundle, z, (work) => run(work)(z, bundle));
      } catch {
        z.console.log(
          `${label}: the subscription of this Zap could not be ended, so its events may go on arriving.`,
        );
      }
      return {};
    },
  };
};
