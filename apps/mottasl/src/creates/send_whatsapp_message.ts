import { oncePerReference } from '@messaging/fields/repeats';
import { readFlag, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputField,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { createContact, doNotRepeat, recipient, reference } from '../fields/sending.ts';
import { sentFields, sentSample } from '../fields/sent-output.ts';
import { sendContent } from '../send.ts';
import { step } from '../step.ts';

const body = defineInputField({
  key: 'body',
  label: 'Message Body',
  type: 'text',
  required: true,
  helpText:
    "WhatsApp accepts texts only within 24 hours of the contact's last message. After that, use Send WhatsApp Template.",
});

const previewUrl = defineInputField({
  key: 'preview_url',
  label: 'Preview URL',
  type: 'boolean',
  required: false,
  helpText: 'Choose yes to show a preview of the first link. Leave blank for no.',
});

export const inputFields = defineInputFields([
  recipient,
  body,
  previewUrl,
  createContact,
  reference,
  oncePerReference,
  doNotRepeat,
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step((opened, bundle: Bundle<Input>) =>
  sendContent(opened, bundle, ({ inputData }) => ({
    type: 'text',
    body: requireText(body.label, inputData.body),
    previewUrl: readFlag(previewUrl.label, inputData.preview_url) ?? false,
  })),
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_whatsapp_message',
  noun: 'Message',
  display: {
    label: 'Send WhatsApp Message',
    description:
      'Sends a text to one person who messaged you within the last 24 hours. Cannot be undone. At any other time, use Send WhatsApp Template. Returns the message ID and status. The status `unknown` means that the message may have been sent.',
  },
  operation: { perform, inputFields, outputFields: sentFields, sample: sentSample },
});
