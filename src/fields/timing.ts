import { defineInputField } from 'zapier-platform-core';
import { readSchedule } from '../sms/schedule.ts';
import { readLine } from '../zapier/input.ts';

/** When a message goes out: the input fields, and the time they make. */

export const scheduleAt = defineInputField({
  key: 'schedule_at',
  label: 'Schedule At',
  type: 'datetime',
  required: false,
  helpText: 'When to send. Leave it empty to send at once.',
});

/** What was mapped into the fields above. */
export interface TimingInput {
  readonly schedule_at?: unknown;
}

/**
 * The time to send at; `undefined` for at once.
 * @throws Refusal for a schedule that is unreadable or past
 */
export const readSendTime = async (input: TimingInput): Promise<Date | undefined> => {
  const schedule = readLine(input.schedule_at);
  return schedule === undefined ? undefined : readSchedule(scheduleAt.label, schedule, new Date());
};
