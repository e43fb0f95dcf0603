import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { ZObject } from 'zapier-platform-core';

const released = new WeakSet<object>();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isReleased = (end: Record<string, unknown>): boolean =>
  isObject(end.input) && isObject(end.input.z) && released.has(end.input.z);

/**
 * The URL whose call ends the wait of this run, which waits from now on.
 * @throws InvalidInputError that names the field which asks for the wait, where Zapier gives no URL: nobody could end it
 */
export const callbackUrl = (z: ZObject, label: string): string => {
  const url: unknown = z.generateCallbackUrl();
  if (typeof url === 'string' && url !== '') return url;
  throw new InvalidInputError(
    `Zapier gave no address to call back here, so ${label} cannot work and nothing was sent. Set ${label} to no.`,
  );
};

/**
 * Lets the Zap go on after this run. `z.generateCallbackUrl()` makes it wait for a call the moment the URL is asked for,
 * also where it turns out that nobody will ever call, and the platform has no other way to take that back.
 */
export const goOn = (z: ZObject): void => {
  released.add(z);
};

/**
 * Runs after every operation, on how it ended: `{ results, status, input }`. Gives those that {@link goOn} the status of
 * a run that waits for nothing.
 */
export const endIdleWait = async (end: unknown): Promise<unknown> =>
  isObject(end) && isReleased(end) ? { ...end, status: 'SUCCESS' } : end;
