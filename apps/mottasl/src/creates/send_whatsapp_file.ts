import { oncePerReference } from '@messaging/fields/repeats';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { caption, fileName, fileUrl, kind, readFile } from '../fields/file.ts';
import { createContact, doNotRepeat, recipient, reference } from '../fields/sending.ts';
import { sentFields, sentSample } from '../fields/sent-output.ts';
import { sendContent } from '../send.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  recipient,
  fileUrl,
  kind,
  caption,
  fileName,
  createContact,
  reference,
  oncePerReference,
  doNotRepeat,
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step((opened, bundle: Bundle<Input>) =>
  sendContent(opened, bundle, ({ inputData }) => readFile(inputData)),
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_whatsapp_file',
  noun: 'File',
  display: {
    label: 'Send WhatsApp File',
    description:
      'Sends an image, document, audio file, or video to one person who messaged you within the last 24 hours. Cannot be undone. Returns the message ID and status. The status `unknown` means that the message may have been sent.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: sentFields,
    sample: { ...sentSample, type: 'document', body: 'Your invoice' },
  },
});
