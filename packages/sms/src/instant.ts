const isoDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** An example in a sentence: 17:00 UTC on that day. */
const such = (day: Date): string => `such as ${day.toISOString().slice(0, 10)}T17:00:00+00:00`;

/** `+0100` and `+01` as `+01:00`, the only form that every parser of ISO 8601 takes. */
const withColon = (offset: string): string =>
  offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);

/** A date that the calendar does not have, such as 30 February, would otherwise roll over into the next month. */
export const isCalendarDate = (date: string): boolean =>
  new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;

/**
 * The instant of ISO 8601 with an offset, or what is wrong with it as the rest of a sentence that begins with the value.
 * `example` is a day that would be taken.
 */
export const readInstant = (text: string, example: Date): Date | string => {
  const [, date = '', time = '', fraction = '', offset] = isoDateTime.exec(text) ?? [];
  const unreadable = `is not a date and time. Use one ${such(example)}`;
  if (!isCalendarDate(date)) return unreadable;
  if (offset === undefined) return `has no UTC offset. Use a date and time with one, ${such(example)}`;
  const instant = new Date(`${date}T${time}${fraction}${withColon(offset.toUpperCase())}`);
  return Number.isNaN(instant.getTime()) ? unreadable : instant;
};
