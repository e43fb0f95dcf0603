import { oncePerReference } from '@messaging/fields/repeats';
import { readLine, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputField,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { placeholderFields, readPlaceholders } from '../fields/placeholders.ts';
import { createContact, doNotRepeat, recipient, reference } from '../fields/sending.ts';
import { sentFields, sentSample } from '../fields/sent-output.ts';
import { sendContent } from '../send.ts';
import { step } from '../step.ts';

const templateId = defineInputField({
  key: 'template_id',
  label: 'Template',
  type: 'string',
  required: true,
  dynamic: 'template_list.id.name',
  search: 'find_template.id',
  altersDynamicFields: true,
  helpText: 'An approved template from your account. Each of its placeholders becomes a field below.',
});

const language = defineInputField({
  key: 'language',
  label: 'Language',
  type: 'string',
  required: true,
  placeholder: 'en',
  helpText: 'The language code of the template, such as `en` or `ar`.',
});

const templateFields = step(async ({ mottasl }, { inputData }: Bundle) => {
  const id = readLine(inputData.template_id);
  if (id === undefined) return [];
  const { records } = await mottasl.templates();
  return placeholderFields(records.find((template) => template.id === id));
});

export const inputFields = defineInputFields([
  recipient,
  templateId,
  language,
  createContact,
  reference,
  oncePerReference,
  doNotRepeat,
  templateFields,
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step((opened, bundle: Bundle<Input>) =>
  sendContent(opened, bundle, ({ inputData, inputDataRaw }) => ({
    type: 'template',
    templateId: requireText(templateId.label, inputData.template_id).trim(),
    language: requireText(language.label, inputData.language).trim(),
    ...readPlaceholders(inputData, inputDataRaw),
  })),
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_whatsapp_template',
  noun: 'Template',
  display: {
    label: 'Send WhatsApp Template',
    description:
      'Sends an approved template to one WhatsApp number, at any time. May cost money and cannot be undone. Search for the template first: its ID, language, and values must match. Returns the message ID and status. `unknown` means that the message may have been sent.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: sentFields,
    sample: { ...sentSample, type: 'template', body: null },
  },
});
