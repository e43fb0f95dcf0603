import { readWhole } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import { defineOutputFields } from './output.ts';

/** The fields of triggers that watch the status of sent messages. */

const USUAL_HOURS = 24;
const MOST_HOURS = 72;

export const lookbackHours = defineInputField({
  key: 'lookback_hours',
  label: 'Lookback Hours',
  type: 'integer',
  required: false,
  default: String(USUAL_HOURS),
  helpText: `How many hours to watch each message after it's sent, up to ${MOST_HOURS}. A smaller number is faster for busy accounts.`,
});

/** @throws InvalidInputError if it is not a whole number from 1 to 72 */
export const readLookbackHours = (value: unknown): number =>
  readWhole(lookbackHours.label, value, { least: 1, most: MOST_HOURS }) ?? USUAL_HOURS;

/** The output fields before those of the message, whose own id is the second one. */
export const statusChangeIds = defineOutputFields([
  { key: 'id', label: 'Status Change ID', type: 'string', required: true },
  { key: 'message_id', label: 'Message ID', type: 'string', required: true },
]);

interface Changing {
  readonly id: string;
  readonly status: string | null;
  readonly updated_at: string | null;
}

/** A message whose id names its status. */
export type StatusChange<M> = Omit<M, 'id'> & { id: string; message_id: string };

/** Adds the status to the id, so that each new status of a message is a new record. */
export const toStatusChange = <M extends Changing>({ id, ...message }: M): StatusChange<M> => ({
  id: `${id}:${message.status}`,
  message_id: id,
  ...message,
});

const updatedMs = ({ updated_at }: Changing): number => (updated_at === null ? 0 : Date.parse(updated_at));

/** Sorts messages by their last change, the latest first. */
export const lastChangedFirst = <M extends Changing>(messages: readonly M[]): M[] =>
  messages.toSorted((one, other) => updatedMs(other) - updatedMs(one));
