const isoDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Formats an example: 17:00 UTC on that day. */
const suchAs = (day: Date): string => `such as ${day.toISOString().slice(0, 10)}T17:00:00+00:00`;

/** Converts `+0100` and `+01` to `+01:00`, the only form that every ISO 8601 parser accepts. */
const withColon = (offset: string): string =>
  offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);

/** Whether a date exists. `Date` would turn 30 February into a day in March. */
export const isCalendarDate = (date: string): boolean =>
  new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;

/**
 * Parses ISO 8601 with an offset. Returns the problem if it is invalid, to follow the quoted value in a
 * sentence. `example` is a valid day to suggest.
 */
export const readInstant = (text: string, example: Date): Date | string => {
  const [, date = '', time = '', fraction = '', offset] = isoDateTime.exec(text) ?? [];
  const unreadable = `is not a date and time. Use one ${suchAs(example)}`;
  if (!isCalendarDate(date)) return unreadable;
  if (offset === undefined) return `has no UTC offset. Use a date and time with one, ${suchAs(example)}`;
  const instant = new Date(`${date}T${time}${fraction}${withColon(offset.toUpperCase())}`);
  return Number.isNaN(instant.getTime()) ? unreadable : instant;
};
