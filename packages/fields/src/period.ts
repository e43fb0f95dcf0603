import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { DAY_MILLISECONDS } from '@messaging/gateway/time';
import { isCalendarDate, readInstant } from '@messaging/sms/instant';
import { readLine } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

export const from = defineInputField({
  key: 'from',
  label: 'From',
  type: 'datetime',
  required: false,
  helpText:
    "Start of the period. Add a time, such as `2026-03-01 00:00`; without one, Zapier picks a time in your Zap's time zone.",
});

export const to = defineInputField({
  key: 'to',
  label: 'To',
  type: 'datetime',
  required: false,
  helpText:
    "End of the period. Add a time, such as `2026-03-31 23:59`; without one, Zapier picks a time in your Zap's time zone.",
});

export interface PeriodInput {
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Both ends are inclusive. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text);

const yesterday = (): Date => new Date(Date.now() - DAY_MILLISECONDS);

const readMoment = (label: string, value: unknown, hour: string): Date | undefined => {
  const text = readLine(value);
  if (text === undefined) return undefined;
  const instant = readInstant(isDate(text) ? `${text}T${hour}Z` : text, yesterday());
  if (typeof instant !== 'string') return instant;
  throw new InvalidInputError(`${label} ${quoted(text)} ${instant}.`);
};

const WEEK_MILLISECONDS = 7 * DAY_MILLISECONDS;

/** Clocks differ, so the default period ends slightly in the future. */
const SKEW_MILLISECONDS = 3_600_000;

/** The default ends of a period. The start depends on the end. */
interface UsualEnds {
  readonly from: (to: Date) => Date;
  readonly to: () => Date;
}

const LAST_WEEK: UsualEnds = {
  from: (end) => new Date(end.getTime() - WEEK_MILLISECONDS),
  to: () => new Date(Date.now() + SKEW_MILLISECONDS),
};

/**
 * Reads a period. Defaults to the last seven days, or to `usual`.
 * @throws InvalidInputError if a time is invalid, or the end is before the start
 */
export const readPeriod = (input: PeriodInput, usual = LAST_WEEK): Period => {
  const end = readMoment(to.label, input.to, '23:59:59.999') ?? usual.to();
  const start = readMoment(from.label, input.from, '00:00:00') ?? usual.from(end);
  if (end >= start) return { from: start, to: end };
  throw new InvalidInputError(
    `${to.label} (${end.toISOString()}) is before ${from.label} (${start.toISOString()}). Choose a later ${to.label}, or an earlier ${from.label}.`,
  );
};
