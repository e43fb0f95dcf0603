import { InvalidInputError } from '@messaging/errors/invalid-input';
import { type Bundle, defineInputField, type ZObject } from 'zapier-platform-core';
import { openCache } from './cache.ts';
import { readFlag, readLine } from './input.ts';
import { mapParallel } from './parallel.ts';
import { leaveSlot, openSlot, type Register, takeSlot } from './webhook-slot.ts';

/** Whether a Zap may replace another one that has the slot; an input field of every hook trigger. */
export const takeOver = defineInputField({
  key: 'take_over',
  label: 'Take Over',
  type: 'boolean',
  required: false,
  helpText:
    'These events can go to one Zap of an account only. Yes: this Zap gets them from now on, and another Zap that had them gets nothing any more.',
});

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
interface Hook<S, I, E, O> {
  /** The name of the slot. */
  readonly event: string;
  readonly label: string;
  /** The trigger to use instead, in quotes, and how: the rest of "use the trigger …". */
  readonly instead: string;
  /**
   * How the gateway is told where the events go; an empty URL means nowhere.
   * @throws InvalidInputError where this connection has no such thing
   */
  registrar(step: S): Register;
  /** The events of a body, and how many could not be read. Never throws. */
  read(body: Body): Promise<{ readonly events: readonly E[]; readonly unread: number }>;
  /** Events that really happened lately, newest first, as far as the input wants them. */
  recent(step: S, isWanted: (event: E) => boolean): Promise<readonly E[]>;
  handle(step: S, input: I): Handling<E, O>;
}

type Input = Record<string, unknown>;

/** Makes a `perform` of the work of a step. */
type Runner<S> = <B extends Bundle, R>(
  work: (step: S, bundle: B) => Promise<R>,
) => (z: ZObject, bundle: B) => Promise<R>;

/** The same event may be in a body twice; the platform wants every id once. */
const distinct = <E extends { readonly id: string }>(events: readonly E[]): E[] => [
  ...new Map(events.map((event) => [event.id, event])).values(),
];

/** Where the events of this Zap go: once it is subscribed its URL is the id of the subscription. */
const addressOf = ({ subscribeData, targetUrl }: Bundle): string => {
  const url = subscribeData?.id ?? targetUrl;
  if (url) return url;
  throw new InvalidInputError(
    'Zapier gave no address for the events of this Zap: switch the Zap off and on again.',
  );
};

/**
 * The operation of a REST hook trigger for a gateway that reports each event to one URL an account: a second Zap on the
 * same event is refused, or takes over when asked.
 */
export const hookOperation = <
  S extends { readonly z: ZObject },
  I extends Input,
  E extends { readonly id: string },
  O extends object,
>(
  run: Runner<S>,
  hook: Hook<S, I, E, O>,
) => {
  const slotOf = (z: ZObject) => openSlot(openCache(z), hook.event);
  return {
    type: 'hook' as const,

    perform: run(async (step, bundle: Bundle<I>) => {
      const body = { parsed: bundle.cleanedRequest, raw: bundle.rawRequest?.content };
      const { events, unread } = await hook.read(body);
      if (unread > 0) {
        step.z.console.log(
          `${hook.label}: ${unread} of ${events.length + unread} events that were posted could not be read.`,
        );
      }
      const { isWanted, complete } = hook.handle(step, bundle.inputData);
      return mapParallel(distinct(events).filter(isWanted), EVENTS_AT_ONCE, complete);
    }),

    performList: run(async (step, bundle: Bundle<I>) => {
      const { isWanted, complete } = hook.handle(step, bundle.inputData);
      const events = await hook.recent(step, isWanted);
      return mapParallel(events.slice(0, LIST_SIZE), EVENTS_AT_ONCE, complete);
    }),

    performSubscribe: run(async (step, bundle: Bundle<I>) => {
      const url = addressOf(bundle);
      await takeSlot(
        slotOf(step.z),
        { url, zap: readLine(bundle.meta?.zap?.id) ?? null },
        {
          register: hook.registrar(step),
          force: readFlag(bundle.inputData.take_over) === true,
          refusal: `Another Zap of this connection is already switched on with ${hook.label}, and these events can go to one Zap only: use the trigger ${hook.instead} instead, which any number of Zaps can share, or set ${takeOver.label} to yes, and the other Zap gets nothing any more.`,
        },
      );
      return { id: url, event: hook.event };
    }),

    performUnsubscribe: async (z: ZObject, bundle: Bundle<I>) => {
      const register = (url: string) => run((step) => hook.registrar(step)(url))(z, bundle);
      try {
        await leaveSlot(slotOf(z), addressOf(bundle), register);
      } catch {
        z.console.log(`${hook.label}: Zapier did not say who gets these events, so nothing was changed.`);
      }
      return {};
    },
  };
};
