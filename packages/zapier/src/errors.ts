import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { ZObject } from 'zapier-platform-core';

type Errors = ZObject['errors'];

/**
 * Without this flag, the platform appends the step's input and requests to the message. Its `Error` and
 * `ThrottledError` set it, `HaltedError` and `ExpiredAuthError` do not.
 */
const undumped = (error: Error): Error => Object.assign(error, { doNotContextify: true });

/** The maximum random delay, so that throttled runs do not all retry at the same time. */
const SPREAD_SECONDS = 30;
const DEFAULT_WAIT_SECONDS = 60;

const spread = (seconds = DEFAULT_WAIT_SECONDS): number =>
  seconds + Math.floor(Math.random() * (SPREAD_SECONDS + 1));

/**
 * What Zapier's error classes do:
 * - `Error`: the step fails with the message. Many in a row turn the Zap off.
 * - `HaltedError`: the run stops here and does not count as an error.
 * - `ExpiredAuthError`: the Zap is paused and its owner is asked to reconnect.
 * - `ThrottledError`: Zapier retries the step after the delay.
 */
const fromFailure = (errors: Errors, failure: GatewayError, connecting: boolean): Error => {
  if (failure.kind === 'unauthorized' && !connecting) {
    return undumped(new errors.ExpiredAuthError(failure.message));
  }
  if (failure.kind === 'rate_limited') {
    return new errors.ThrottledError(failure.message, spread(failure.retryAfter));
  }
  return new errors.Error(failure.message, failure.kind, failure.status);
};

/** Creates an error that stops the run without counting against the Zap. */
export const halted = (errors: Errors, sentence: string): Error => undumped(new errors.HaltedError(sentence));

const UNEXPECTED =
  'Something unexpected went wrong in this integration. If it happens again, contact support and include the time of this run.';

/** Converts any error to the Zapier error to show: a sentence, without a dump of the step. */
export const toZapierError = (
  z: Pick<ZObject, 'errors' | 'console'>,
  error: unknown,
  connecting: boolean,
): Error => {
  if (error instanceof InvalidInputError) return new z.errors.Error(error.message, 'invalid_input');
  if (error instanceof GatewayError) return fromFailure(z.errors, error, connecting);
  if (error instanceof Error && 'doNotContextify' in error) return error;
  z.console.error(error instanceof Error ? error.stack : 'a value that is not an error was thrown');
  return new z.errors.Error(UNEXPECTED, 'unexpected');
};
