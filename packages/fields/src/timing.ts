import { InvalidInputError } from '@messaging/errors/invalid-input';
import { readSchedule } from '@messaging/sms/schedule';
import { nextOpening, readWindow } from '@messaging/sms/window';
import { readLine } from '@messaging/zapier/input';
import { type Bundle, defineInputField } from 'zapier-platform-core';

/** When a message goes out: the input fields, and the time they make. */

export const scheduleAt = defineInputField({
  key: 'schedule_at',
  label: 'Schedule At',
  type: 'datetime',
  required: false,
  helpText:
    'When to send, such as `2026-03-01 09:00`, up to a year ahead. Without a time, Zapier picks one in the time zone of your Zap. Leave blank to send at once.',
});

export const windowStart = defineInputField({
  key: 'window_start',
  label: 'Window Start',
  type: 'string',
  required: false,
  helpText:
    'The earliest time of day to send, such as `09:00`. Outside your sending hours, messages wait until they start again. Fill in both times or neither.',
});

export const windowEnd = defineInputField({
  key: 'window_end',
  label: 'Window End',
  type: 'string',
  required: false,
  helpText: 'The time of day to stop sending, such as `20:30`. It can be past midnight, such as `01:00`.',
});

export const windowTimezone = defineInputField({
  key: 'window_timezone',
  label: 'Window Time Zone',
  type: 'string',
  required: false,
  helpText: 'The time zone of both times, such as `Europe/London`. Leave blank to use the one of your Zap.',
});

/** What was mapped into the fields above. */
export interface TimingInput {
  readonly schedule_at?: unknown;
  readonly window_start?: unknown;
  readonly window_end?: unknown;
  readonly window_timezone?: unknown;
}

/** Whether the step has a sending window, open or not. */
export const hasWindow = (input: TimingInput): boolean =>
  readLine(input.window_start) !== undefined || readLine(input.window_end) !== undefined;

/** The Zap's time zone; the platform fills in `meta` for every run, but not for every test of one. */
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
 * The time to send at, `undefined` for at once: the scheduled time, or now; from there on the first time inside the
 * sending window. `meta` is the bundle's, for the Zap's time zone.
 * @throws InvalidInputError for a schedule that is unreadable or past, and for a window that makes no sense
 */
export const readSendTime = (input: TimingInput, meta: Bundle['meta'] | undefined): Date | undefined => {
  const now = new Date();
  const schedule = readLine(input.schedule_at);
  const scheduled = schedule === undefined ? undefined : readSchedule(scheduleAt.label, schedule, now);
  if (!hasWindow(input)) return scheduled;
  const window = readWindow({
    start: readLine(input.window_start) ?? '',
    end: readLine(input.window_end) ?? '',
    timezone: readTimezone(input, meta),
  });
  const opening = nextOpening(window, scheduled ?? now);
  return opening.getTime() === now.getTime() ? undefined : opening;
};
