import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readInstant } from './instant.ts';

const day = 24 * 60 * 60 * 1000;
const furthest = 366 * day;

/**
 * The instant to send at, from ISO 8601 with an offset, as Zapier gives a date and time. Throws a InvalidInputError where it is
 * unreadable, has no offset (any guess would text somebody at the wrong hour), is past, or is over a year ahead.
 */
export const readSchedule = (label: string, value: string, now: Date): Date => {
  const instant = readInstant(value.trim(), new Date(now.getTime() + day));
  if (typeof instant === 'string') throw new InvalidInputError(`${label} ${quoted(value)} ${instant}.`);
  const ahead = instant.getTime() - now.getTime();
  if (ahead < 0) {
    throw new InvalidInputError(
      `${label} ${quoted(value)} is in the past (it is ${now.toISOString()}). Choose a later time, or leave it blank to send at once.`,
    );
  }
  if (ahead > furthest) {
    throw new InvalidInputError(
      `${label} ${quoted(value)} is more than a year ahead. Choose an earlier time.`,
    );
  }
  return instant;
};
