import { TZDate } from '@date-fns/tz';
import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readClock } from './clock.ts';

/** Minutes after midnight in `timezone` (IANA). `end` is exclusive, and less than `start` across midnight. */
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

type WindowFields = Record<keyof Window, string>;

const LABELS: WindowFields = { start: 'Window Start', end: 'Window End', timezone: 'Window Time Zone' };

/**
 * Reads a sending window. `labels` are the names of the fields in error messages.
 * @throws InvalidInputError if a time is missing or invalid, both times are the same, or the time zone is
 * unknown
 */
export const readWindow = (fields: WindowFields, labels = LABELS): Window => {
  if (fields.start.trim() === '' || fields.end.trim() === '') {
    throw new InvalidInputError(
      `${labels.start} ${quoted(fields.start)} and ${labels.end} ${quoted(fields.end)} work only together. Fill in both, or leave both blank.`,
    );
  }
  const start = readClock(labels.start, fields.start);
  const end = readClock(labels.end, fields.end);
  if (start === end || start % day === end) {
    throw new InvalidInputError(
      `${labels.end} ${quoted(fields.end)} is the same time as ${labels.start}, so nothing would ever be sent. Choose another time, or leave both blank to send at any hour.`,
    );
  }
  const timezone = fields.timezone.trim();
  if (!isTimeZone(timezone)) {
    throw new InvalidInputError(
      `${labels.timezone} ${quoted(fields.timezone)} is not a time zone. Use a name such as Europe/London.`,
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

/** Finds the minute between `from` and `to` at which the UTC offset changes. */
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
 * The first instant from `from` on that is inside the window. If daylight saving skips the opening, returns
 * the end of the gap; if it repeats the opening, returns the first of the two.
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
