import {
  invalidRow,
  isReady,
  loadRecipientReader,
  type ReadyRow,
  type Row,
  withoutDuplicates,
} from '@messaging/fields/rows';
import { readDict, readLine, requireList, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { requireVortex } from '../api/platform.ts';
import { batchFields, batchSample, toBatchOutput } from '../fields/batch-output.ts';
import { recipients } from '../fields/bulk.ts';
import { recipient } from '../fields/message.ts';
import { step } from '../step.ts';

const LABEL = 'Send Template SMS';

const templateId = {
  key: 'template_id',
  label: 'Template',
  type: 'string',
  required: true,
  helpText: 'The id that the [Mobivate hub](https://hub.mobivate.com) shows for the template.',
} as const;

export const inputFields = defineInputFields([
  templateId,
  recipients,
  {
    key: 'language',
    label: 'Language',
    type: 'string',
    required: false,
    helpText: 'Which language of the template to send, such as `en`.',
  },
  {
    key: 'variables',
    label: 'Variables',
    type: 'string',
    dict: true,
    required: false,
    helpText:
      'What the placeholders of the template become, the same for everybody: `name` on the left fills `{{name}}`.',
  },
]);

type Input = InferInputData<typeof inputFields>;

/** What a template makes of its placeholders is not known here, and so neither are the parts. */
const readRows = async (input: Input, defaultCountry: string | null): Promise<Row<ReadyRow>[]> => {
  const read = await loadRecipientReader(recipient.label, defaultCountry);
  const rows = requireList(recipients.label, input.recipients).map((written, index): Row<ReadyRow> => {
    const { recipient: to, problem } = read(written);
    return problem === null
      ? { row: index + 1, recipient: to, parts: null }
      : invalidRow(index + 1, to, problem);
  });
  return withoutDuplicates(rows);
};

export const perform = step(async ({ connection, mobivate }, { inputData }: Bundle<Input>) => {
  const vortex = requireVortex(mobivate, LABEL);
  const template = {
    id: requireText(templateId.label, inputData.template_id).trim(),
    language: readLine(inputData.language),
    variables: readDict(inputData.variables),
  };
  const rows = await readRows(inputData, connection.defaultCountry);
  return toBatchOutput(rows, await vortex.sendTemplate(template, rows.filter(isReady)));
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_template_sms',
  noun: 'Batch',
  display: {
    label: LABEL,
    description: 'Sends a message template of your account to one or more phone numbers. Only on Vortex.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: batchFields,
    sample: { ...batchSample, parts_total: null },
  },
});
