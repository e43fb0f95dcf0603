import { MAX_PAUSE } from '../store/pace.ts';
import type { Result } from '../store/store.ts';

/** A target's response, or why there was none. */
export type Answer =
  | { readonly status: number; readonly retryAfter: number | null }
  | { readonly status: null; readonly error: string };

const DAY = 24 * 3_600_000;

/**
 * The delay of a `Retry-After` header in milliseconds, or `null` if it has none.
 *
 * @param value seconds, or a date (RFC 9110, section 10.2.3)
 * @param now milliseconds since the epoch
 */
export const readRetryAfter = (value: string | undefined, now: number): number | null => {
  const text = value?.trim() ?? '';
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? null : Math.min(Math.max(0, milliseconds), DAY);
};

const describe = (answer: Answer): string => {
  if (answer.status === null) return answer.error;
  if (answer.status >= 300 && answer.status < 400)
    return `answered ${answer.status}, and redirects are not followed`;
  return `answered ${answer.status}`;
};

/**
 * The result of a response. Each delay grows randomly by up to a tenth, so that deliveries that failed
 * together do not retry together. `Retry-After` can only make a delay longer.
 *
 * @param tries the number of tries, including this one
 * @param retrySeconds the delays between the tries
 */
export const judge = (answer: Answer, tries: number, retrySeconds: readonly number[]): Result => {
  const status = answer.status ?? 0;
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const error = describe(answer);
  const seconds = retrySeconds[tries - 1];
  const retryAfter = answer.status === null ? null : answer.retryAfter;
  const delay = (seconds ?? 0) * 1000 * (1 + Math.random() / 10);
  if (status === 410) return { outcome: 'gone', delay: Math.round(delay), error };
  if (seconds === undefined) return { outcome: 'dead', error };
  return {
    outcome: 'retry',
    delay: Math.round(Math.max(delay, retryAfter ?? 0)),
    error,
    pause: status === 429 ? Math.min(retryAfter ?? 0, MAX_PAUSE) : 0,
  };
};
