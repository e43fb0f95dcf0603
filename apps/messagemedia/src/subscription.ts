import type { Subscription } from '@messaging/zapier/hook-trigger';
import { readLine } from '@messaging/zapier/input';
import { registered } from '@messaging/zapier/registered';
import { createHook, deleteHook, type HookEvent } from './api/webhooks.ts';
import type { Step } from './step.ts';

interface Wanted<I> {
  readonly eventsFor: (input: I) => readonly HookEvent[];
  readonly template: string;
}

/** Creates a webhook per Zap, and deletes it by ID when the Zap is turned off. */
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
