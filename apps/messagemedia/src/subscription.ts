import type { Subscription } from '@messaging/zapier/hook-trigger';
import { readLine } from '@messaging/zapier/input';
import { registered } from '@messaging/zapier/registered';
import { createHook, deleteHook, type HookEvent } from './api/webhooks.ts';
import type { Step } from './step.ts';

/** What a trigger subscribes to. */
interface Wanted<I> {
  /** The events that the Zap's inputs need, and no others. */
  readonly eventsFor: (input: I) => readonly HookEvent[];
  readonly template: string;
}

/** A webhook of its own for every Zap, deleted by its id when the Zap is switched off. */
export const subscriptionTo = <I extends Record<string, unknown>>({
  eventsFor,
  template,
}: Wanted<I>): Subscription<Step, I> =>
  registered({
    create: ({ api }, url, input) => createHook(api, { url, events: eventsFor(input), template }),
    remove: async ({ api }, kept) => {
      const id = typeof kept === 'object' && kept !== null && 'id' in kept ? readLine(kept.id) : undefined;
      if (id !== undefined) await deleteHook(api, id);
    },
  });
