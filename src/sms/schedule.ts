import { quoted, Refusal } from './refusal.ts';

const day = 24 * 60 * 60 * 1000;
const furthest = 366 * day;

const isoDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const cure = 'choose a date and time, such as 2030-11-21T17:00:00+00:00';

/** `+0100` and `+01` as `+01:00`, the only form that every parser of ISO 8601 takes. */
const withColon = (offset: string): string =>
  offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);

/** A date that the calendar does not have, such as 30 February, would otherwise roll over into the next month. */
const isCalendarDate = (date: string): boolean =>
  new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;

const readInstant = (text: string): Date | string => {
  const [, date = '', time = '', fraction = '', offset] = isoDateTime.exec(text) ?? [];
  if (!isCalendarDate(date)) return `is not a date and time: ${cure}`;
  if (offset === undefined) return `has no time zone, so the hour could be anybody's: ${cure}`;
  const instant = new Date(`${date}T${time}${fraction}${withColon(offset.toUpperCase())}`);
  return Number.isNaN(instant.getTime()) ? `is not a date and time: ${cure}` : instant;
};

/**
 * The instant to send at, from ISO 8601 with an offset, as Zapier gives a date and time. Throws a Refusal where it is
 * unreadable, has no offset (any guess would text somebody at the wrong hour), is past, or is over a year ahead.
 */
export const readSchedule = (label: string, value: string, now: Date): Date => {
  const instant = readInstant(value.trim());
  if (typeof instant === 'string') throw new Refusal(`${label} ${quoted(value)} ${instant}.`);
  const ahead = instant.getTime() - now.getTime();
  if (ahead < 0) {
    throw new Refusal(
      `${label} ${quoted(value)} is in the past (it is ${now.toISOString()}): choose a later time, or leave it empty to send at once.`,
    );
  }
  if (ahead > furthest) {
    throw new Refusal(`${label} ${quoted(value)} is more than a year ahead: choose an earlier time.`);
  }
  return instant;
};
