import type { Subscription } from '@messaging/zapier/hook-trigger';
import { singleSlot } from '@messaging/zapier/single-slot';
import type { HookEvent } from './api/classic/hooks.ts';
import { hookRegistrar } from './api/hooks.ts';
import { takeOver } from './fields/take-over.ts';
import type { Step } from './step.ts';

/**
 * How the Zaps of an instant trigger (named by its label) get an event of the account; `instead` is the trigger that
 * any number of Zaps can share, in quotes, and how: the rest of "use the trigger …".
 */
export const subscriptionTo = (event: HookEvent, label: string, instead: string): Subscription<Step> =>
  singleSlot({
    event,
    takeOverKey: takeOver.key,
    refusal: `Another Zap of this connection is already switched on with ${label}, and these events can go to one Zap only: use the trigger ${instead} instead, which any number of Zaps can share, or set ${takeOver.label} to yes, and the other Zap gets nothing any more.`,
    registrar: ({ mobivate }) => hookRegistrar(mobivate, event, label, instead),
  });
