import { TZDate } from '@date-fns/tz';
import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readClock } from './clock.ts';

/** Minutes after midnight on the clocks of `timezone` (IANA); `end` is exclusive, and before `start` over midnight. */
export type Window = { start: number; end: number; timezone: string };

const minute = 60_000;
const day = 24 * 60;

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/**
 * The hours in which messages may go out. Throws a InvalidInputError for a window that makes no sense: half of it missing, no
 * time of day, never open, or a time zone that does not exist.
 */
export const readWindow = (fields: { start: string; end: string; timezone: string }): Window => {
  if (fields.start.trim() === '' || fields.end.trim() === '') {
    throw new InvalidInputError(
      `Window Start ${quoted(fields.start)} and Window End ${quoted(fields.end)} work only together. Fill in both, or leave both blank.`,
    );
  }
  const start = readClock('Window Start', fields.start);
  const end = readClock('Window End', fields.end);
  if (start === end || start % day === end) {
    throw new InvalidInputError(
      `Window End ${quoted(fields.end)} is the same time as Window Start, so nothing would ever be sent. Choose another time, or leave both blank to send at any hour.`,
    );
  }
  const timezone = fields.timezone.trim();
  if (!isTimeZone(timezone)) {
    throw new InvalidInputError(
      `Window Time Zone ${quoted(fields.timezone)} is not a time zone. Use a name such as Europe/London.`,
    );
  }
  return { start: start % day, end, timezone };
};

const clockAt = (window: Window, time: number): number => {
  const date = new TZDate(time, window.timezone);
  return date.getHours() * 60 + date.getMinutes();
};

const isOpenAt = (window: Window, time: number): boolean => {
  const clock = clockAt(window, time);
  const { start, end } = window;
  return start < end ? clock >= start && clock < end : clock >= start || clock < end;
};

const offsetAt = (window: Window, time: number): number =>
  new TZDate(time, window.timezone).getTimezoneOffset();

/** The minute, after `from` and up to `to`, from which the clocks are another offset away from UTC than at `from`. */
const clockChange = (window: Window, from: number, to: number): number => {
  let before = from;
  let after = to;
  while (after - before > minute) {
    const middle = before + Math.floor((after - before) / minute / 2) * minute;
    if (offsetAt(window, middle) === offsetAt(window, from)) before = middle;
    else after = middle;
  }
  return after;
};

/**
 * The first instant, not before `from`, at which the clocks of the window's time zone stand inside it: `from` itself
 * if it does. Only ever reads those clocks, so an opening that a change of the clocks skips becomes the end of the
 * gap, and of an hour that happens twice the first counts.
 */
export const nextOpening = (window: Window, from: Date): Date => {
  let time = from.getTime();
  while (!isOpenAt(window, time)) {
    const now = Math.floor(time / minute) * minute;
    const opening = now + ((window.start - clockAt(window, now) + day) % day) * minute;
    time = offsetAt(window, opening) === offsetAt(window, now) ? opening : clockChange(window, now, opening);
  }
  return new Date(time);
};
