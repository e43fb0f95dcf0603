import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Bundle } from 'zapier-platform-core';
import type { Subscription } from './hook-trigger.ts';

type Input = Record<string, unknown>;

/** What differs between gateways that keep subscriptions under an id. */
interface Registered<S, I extends Input> {
  check?(step: S): void;
  /** Creates the subscription; the `id`, and whatever else is needed to recognise its deliveries, is kept. */
  create(step: S, targetUrl: string, input: I): Promise<{ id: string }>;
  /** Deletes it by what was kept; one that is gone already is no error. */
  remove(step: S, kept: unknown): Promise<void>;
  isGenuine?(step: S, bundle: Bundle<I>): Promise<boolean>;
}

/** Subscriptions at a gateway that gives each one an id: any number of Zaps. */
export const registered = <S, I extends Input>({
  create,
  remove,
  ...more
}: Registered<S, I>): Subscription<S, I> => ({
  ...more,
  subscribe: (step, { targetUrl, inputData }) => {
    if (targetUrl) return create(step, targetUrl, inputData);
    throw new InvalidInputError(
      'Zapier gave no address for the events of this Zap: switch the Zap off and on again.',
    );
  },
  unsubscribe: ({ subscribeData }, _z, inStep) => inStep((step) => remove(step, subscribeData)),
});
