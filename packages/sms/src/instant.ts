const isoDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const cure = 'choose a date and time, such as 2030-11-21T17:00:00+00:00';

/** `+0100` and `+01` as `+01:00`, the only form that every parser of ISO 8601 takes. */
const withColon = (offset: string): string =>
  offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);

/** A date that the calendar does not have, such as 30 February, would otherwise roll over into the next month. */
export const isCalendarDate = (date: string): boolean =>
  new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;

/** The instant of ISO 8601 with an offset, or what is wrong with it as the rest of a sentence that begins with the value. */
export const readInstant = (text: string): Date | string => {
  const [, date = '', time = '', fraction = '', offset] = isoDateTime.exec(text) ?? [];
  if (!isCalendarDate(date)) return `is not a date and time: ${cure}`;
  if (offset === undefined) return `has no time zone, so the hour could be anybody's: ${cure}`;
  const instant = new Date(`${date}T${time}${fraction}${withColon(offset.toUpperCase())}`);
  return Number.isNaN(instant.getTime()) ? `is not a date and time: ${cure}` : instant;
};
