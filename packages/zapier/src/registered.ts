import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { Bundle } from 'zapier-platform-core';
import type { Subscription } from './hook-trigger.ts';

type Input = Record<string, unknown>;

interface Registered<S, I extends Input> {
  check?(step: S): void;
  /** Creates a subscription. The result is stored, so include whatever `isGenuine` and `remove` need. */
  create(step: S, targetUrl: string, input: I): Promise<{ id: string }>;
  /** Deletes the stored subscription. Must not throw if it no longer exists. */
  remove(step: S, kept: unknown): Promise<void>;
  isGenuine?(step: S, bundle: Bundle<I>): Promise<boolean>;
}

/** Subscribes at gateways that give each subscription an ID, so any number of Zaps can subscribe. */
export const registered = <S, I extends Input>({
  create,
  remove,
  ...more
}: Registered<S, I>): Subscription<S, I> => ({
  ...more,
  subscribe: (step, { targetUrl, inputData }) => {
    if (targetUrl) return create(step, targetUrl, inputData);
    throw new InvalidInputError('Zapier gave no webhook URL for this Zap. Turn the Zap off and on again.');
  },
  unsubscribe: ({ subscribeData }, _z, inStep) => inStep((step) => remove(step, subscribeData)),
});
