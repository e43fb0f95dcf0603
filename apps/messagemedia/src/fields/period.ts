import { InvalidInputError } from '@messaging/errors/invalid-input';
import { from, type Period, type PeriodInput, readPeriod, to } from '@messaging/fields/period';
import { readLine } from '@messaging/zapier/input';
import { earliest, RETENTION_DAYS } from '../api/log.ts';

/**
 * Reads a period within the time that MessageMedia keeps messages.
 * @throws InvalidInputError if a time is invalid or too old, or the end is before the start
 */
export const readKeptPeriod = (input: PeriodInput): Period => {
  const period = readPeriod(input);
  const first = earliest();
  if (period.to >= first && readLine(input.from) === undefined) {
    return { to: period.to, from: period.from < first ? first : period.from };
  }
  if (period.to >= first && period.from >= first) return period;
  const { label } = period.to < first ? to : from;
  throw new InvalidInputError(
    `${label} is more than ${RETENTION_DAYS} days ago, and MessageMedia keeps messages for ${RETENTION_DAYS} days. Choose a time after ${first.toISOString()}.`,
  );
};
