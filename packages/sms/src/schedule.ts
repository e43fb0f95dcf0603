import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readInstant } from './instant.ts';

const day = 24 * 60 * 60 * 1000;
const maxAhead = 366 * day;

/**
 * Reads the time to send at from ISO 8601 with an offset, Zapier's format for a date and time.
 * @throws InvalidInputError if it is unreadable, has no offset, is in the past, or is over a year ahead
 */
export const readSchedule = (label: string, value: string, now: Date): Date => {
  const instant = readInstant(value.trim(), new Date(now.getTime() + day));
  if (typeof instant === 'string') throw new InvalidInputError(`${label} ${quoted(value)} ${instant}.`);
  const ahead = instant.getTime() - now.getTime();
  if (ahead < 0) {
    throw new InvalidInputError(
      `${label} ${quoted(value)} is in the past (it is ${now.toISOString()}). Choose a later time, or leave it blank to send immediately.`,
    );
  }
  if (ahead > maxAhead) {
    throw new InvalidInputError(
      `${label} ${quoted(value)} is more than a year ahead. Choose an earlier time.`,
    );
  }
  return instant;
};
