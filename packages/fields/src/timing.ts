import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readSchedule } from '@messaging/sms/schedule';
import { nextOpening, readWindow } from '@messaging/sms/window';
import { readLine } from '@messaging/zapier/input';
import { type Bundle, defineInputField } from 'zapier-platform-core';

export const scheduleAt = defineInputField({
  key: 'schedule_at',
  label: 'Schedule At',
  type: 'datetime',
  required: false,
  helpText:
    "When to send, such as `2026-03-01 09:00`, up to a year ahead. Without a time, Zapier picks one in your Zap's time zone. Leave blank to send immediately.",
});

export const windowStart = defineInputField({
  key: 'window_start',
  label: 'Send No Earlier Than',
  type: 'string',
  required: false,
  helpText:
    'A time of day, such as `09:00`. Outside your sending hours, messages wait until they start again. Fill in both times or neither.',
});

export const windowEnd = defineInputField({
  key: 'window_end',
  label: 'Send No Later Than',
  type: 'string',
  required: false,
  helpText: 'A time of day, such as `20:30`. It can be past midnight, such as `01:00`.',
});

export const windowTimezone = defineInputField({
  key: 'window_timezone',
  label: 'Sending Hours Time Zone',
  type: 'string',
  required: false,
  helpText:
    "The time zone of your sending hours, such as `Europe/London`. Leave blank for your Zap's time zone.",
});

export interface TimingInput {
  readonly schedule_at?: unknown;
  readonly window_start?: unknown;
  readonly window_end?: unknown;
  readonly window_timezone?: unknown;
}

export const hasWindow = (input: TimingInput): boolean =>
  readLine(input.window_start) !== undefined || readLine(input.window_end) !== undefined;

/** The Zap's time zone. `meta` may be missing in tests. */
const zapTimezone = (meta: Bundle['meta'] | undefined): string | undefined =>
  readLine(meta?.timezone) ?? readLine(meta?.zap?.user?.timezone);

const readTimezone = (input: TimingInput, meta: Bundle['meta'] | undefined): string => {
  const timezone = readLine(input.window_timezone) ?? zapTimezone(meta);
  if (timezone !== undefined) return timezone;
  throw new InvalidInputError(
    `${windowTimezone.label} is blank and your Zap has no time zone. Enter one, such as Europe/London.`,
  );
};

/**
 * Reads the time to send: the first time inside the sending window from Schedule At or now, or `undefined`
 * for now. `meta` is the bundle's, for the Zap's time zone.
 * @throws InvalidInputError if the schedule is invalid or past, or the window is invalid
 */
export const readSendTime = (input: TimingInput, meta: Bundle['meta'] | undefined): Date | undefined => {
  const now = new Date();
  const schedule = readLine(input.schedule_at);
  const scheduled = schedule === undefined ? undefined : readSchedule(scheduleAt.label, schedule, now);
  if (!hasWindow(input)) return scheduled;
  const window = readWindow(
    {
      start: readLine(input.window_start) ?? '',
      end: readLine(input.window_end) ?? '',
      timezone: readTimezone(input, meta),
    },
    { start: windowStart.label, end: windowEnd.label, timezone: windowTimezone.label },
  );
  const opening = nextOpening(window, scheduled ?? now);
  return opening.getTime() === now.getTime() ? undefined : opening;
};
