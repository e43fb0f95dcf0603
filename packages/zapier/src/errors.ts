import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError } from '@messaging/errors/invalid-input';
import type { ZObject } from 'zapier-platform-core';

type Errors = ZObject['errors'];

/**
 * To an error without this mark the platform appends a dump of the step's input and of what came over the wire.
 * Its own `Error` and `ThrottledError` carry it, `HaltedError` and `ExpiredAuthError` do not.
 */
const undumped = (error: Error): Error => Object.assign(error, { doNotContextify: true });

/** Up to so many seconds are added at random, so that throttled runs do not come back all at once. */
const SPREAD_SECONDS = 30;
const DEFAULT_WAIT_SECONDS = 60;

const spread = (seconds = DEFAULT_WAIT_SECONDS): number =>
  seconds + Math.floor(Math.random() * (SPREAD_SECONDS + 1));

/**
 * What a Zapier error class does to the user's Zap:
 * - `Error`: the step fails with the sentence; many in a row switch the Zap off.
 * - `HaltedError`: the run ends softly here and never counts against the Zap.
 * - `ExpiredAuthError`: the Zap is held and its owner is asked to reconnect.
 * - `ThrottledError`: the step is run again by Zapier after the delay.
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

/** A soft end of the run, with its reason as one sentence. */
export const halted = (errors: Errors, sentence: string): Error => undumped(new errors.HaltedError(sentence));

const UNEXPECTED =
  'Something unexpected went wrong in this integration. If it happens again, contact support and include the time of this run.';

/** Any error as the one that Zapier shows: the class that fits, a sentence, and no dump of the step. */
export const toZapierError = (
  z: Pick<ZObject, 'errors' | 'console'>,
  error: unknown,
  connecting: boolean,
): Error => {
  if (error instanceof InvalidInputError) return new z.errors.Error(error.message, 'invalid_input');
  if (error instanceof GatewayError) return fromFailure(z.errors, error, connecting);
  if (error instanceof Error && 'doNotContextify' in error) return error;
  z.console.error(error instanceof Error ? error.stack : 'a value that is no error was thrown');
  return new z.errors.Error(UNEXPECTED, 'unexpected');
};
