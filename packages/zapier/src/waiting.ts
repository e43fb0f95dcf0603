import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { ZObject } from 'zapier-platform-core';

const released = new WeakSet<object>();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isReleased = (end: Record<string, unknown>): boolean =>
  isObject(end.input) && isObject(end.input.z) && released.has(end.input.z);

/**
 * Makes this run wait, and returns the URL that ends the wait.
 * @throws InvalidInputError if Zapier gives no URL. `label` is the field that asks for the wait
 */
export const callbackUrl = (z: ZObject, label: string): string => {
  const url: unknown = z.generateCallbackUrl();
  if (typeof url === 'string' && url !== '') return url;
  throw new InvalidInputError(
    `Zapier gave no callback URL, so ${label} doesn't work here and nothing was sent. Set ${label} to no.`,
  );
};

/**
 * Cancels the wait of this run. `z.generateCallbackUrl()` starts it immediately, and the platform has no
 * other way to cancel it.
 */
export const goOn = (z: ZObject): void => {
  released.add(z);
};

/**
 * An `afterApp` middleware that gives runs that called {@link goOn} the status of a run that does not wait.
 */
export const endIdleWait = async (end: unknown): Promise<unknown> =>
  isObject(end) && isReleased(end) ? { ...end, status: 'SUCCESS' } : end;
