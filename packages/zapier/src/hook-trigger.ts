import type { Bundle, ZObject } from 'zapier-platform-core';
import { mapParallel } from './parallel.ts';
import type { StepRunner } from './step.ts';

type Input = Record<string, unknown>;

/** How a Zap subscribes to the events of a hook trigger. */
export interface Subscription<S, I extends Input = Input> {
  /**
   * Runs when the Zap is tested and when it is switched on.
   * @throws InvalidInputError if the trigger can never fire on this connection
   */
  check?(step: S): void;
  /** Subscribes the Zap. The platform stores the result as `subscribeData`, which must include an `id`. */
  subscribe(step: S, bundle: Bundle<I>): Promise<{ id: string }>;
  /** Unsubscribes the Zap. The Zap is switched off even if this throws. */
  unsubscribe(bundle: Bundle<I>, z: ZObject, inStep: InStep<S>): Promise<void>;
  /** Whether a delivery is authentic and meant for this Zap. If not, it triggers nothing. */
  isGenuine?(step: S, bundle: Bundle<I>): Promise<boolean>;
}

/** Runs `work` with an open connection. */
export type InStep<S> = <R>(work: (step: S) => Promise<R>) => Promise<R>;

/** The number of sample records that the editor shows. */
const LIST_SIZE = 3;

const EVENTS_AT_ONCE = 5;

/** The body of a delivery, parsed by the platform and raw. */
interface Body {
  readonly parsed: unknown;
  readonly raw: unknown;
}

/** How a run filters and completes its events. */
interface Handling<E, O> {
  isWanted(event: E): boolean;
  /** Builds the output record. Must not fail if a look-up fails, because the event would be lost. */
  complete(event: E): Promise<O>;
}

/** The parts of a hook trigger that vary. `S` is the step, `I` the input, `E` an event, `O` the output. */
interface Hook<S, I extends Input, E, O> {
  readonly label: string;
  readonly subscription: Subscription<S, I>;
  /** Parses the events of a body, and counts those that are invalid. Never throws. */
  read(body: Body): Promise<{ readonly events: readonly E[]; readonly unread: number }>;
  /** Recent real events that match the input, newest first. */
  recent(step: S, isWanted: (event: E) => boolean): Promise<readonly E[]>;
  handle(step: S, input: I): Handling<E, O>;
}

/** Removes events that a body repeats, because the platform requires unique ids. */
const distinct = <E extends { readonly id: string }>(events: readonly E[]): E[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

/** Creates the operation of a REST hook trigger. `hook.subscription` decides how Zaps subscribe. */
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
          `${label}: ${unread} of ${events.length + unread} posted events could not be read.`,
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
        z.console.log(`${label}: could not end this Zap's subscription, so events may keep arriving.`);
      }
      return {};
    },
  };
};
