import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { cancelMessage } from '../api/messages.ts';
import { readId } from '../fields/id.ts';
import { step } from '../step.ts';

const messageId = {
  key: 'message_id',
  label: 'Message ID',
  type: 'string',
  required: true,
  helpText: 'The ID from an earlier Send SMS or Send MMS step whose message is scheduled.',
} as const;

export const inputFields = defineInputFields([messageId]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'cancelled', label: 'Cancelled', type: 'boolean', required: true },
  { key: 'status', label: 'Status', type: 'string' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ api }, { inputData }: Bundle<Input>): Promise<Output> => {
  const id = readId(messageId.label, inputData.message_id);
  return { id, ...(await cancelMessage(api, id)) };
}) satisfies CreatePerform<Input>;

const sample: Output = { id: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81', cancelled: true, status: 'CANCELLED' };

export default defineCreate({
  key: 'cancel_message',
  noun: 'Message',
  display: {
    label: 'Cancel Scheduled Message',
    description:
      "Cancels a scheduled message before it's sent. Cannot be undone. If the message was already sent, nothing changes and `cancelled` is false.",
  },
  operation: { perform, inputFields, outputFields, sample },
});
