import { batchFields, batchSample, toBatchOutput } from '@messaging/fields/batch-output';
import { recipients } from '@messaging/fields/bulk';
import { recipient } from '@messaging/fields/message';
import {
  invalidRow,
  isReady,
  loadRecipientReader,
  type ReadyRow,
  type Row,
  withoutDuplicates,
} from '@messaging/fields/rows';
import { newReference, rowReference } from '@messaging/gateway/reference';
import { readDict, readLine, requireList, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import type { TemplateRow } from '../api/client.ts';
import { requireVortex } from '../api/platform.ts';
import { step } from '../step.ts';

const LABEL = 'Send Template SMS';

const templateId = {
  key: 'template_id',
  label: 'Template',
  type: 'string',
  required: true,
  helpText: 'The template ID from the [Mobivate hub](https://hub.mobivate.com).',
} as const;

const variables = {
  key: 'variables',
  label: 'Variables',
  type: 'string',
  dict: true,
  required: false,
  helpText:
    "Values for the template's placeholders, the same for every recipient. To fill `{{name}}`, enter `name` on the left.",
} as const;

export const inputFields = defineInputFields([
  templateId,
  recipients,
  {
    key: 'language',
    label: 'Language',
    type: 'string',
    required: false,
    helpText: "The language version to send, such as `en`. Leave blank for the template's first language.",
  },
  variables,
]);

type Input = InferInputData<typeof inputFields>;

type ReadyTemplateRow = ReadyRow & TemplateRow;

/** The final text of a template is unknown, so the number of parts is too. */
const readRows = async (input: Input, defaultCountry: string | null): Promise<Row<ReadyTemplateRow>[]> => {
  const step = newReference();
  const read = await loadRecipientReader(recipient.label, defaultCountry);
  const rows = requireList(recipients.label, input.recipients).map(
    (written, index): Row<ReadyTemplateRow> => {
      const { recipient: to, problem } = read(written);
      const row = index + 1;
      return problem === null
        ? { row, recipient: to, parts: null, reference: rowReference(step, row) }
        : invalidRow(row, to, problem);
    },
  );
  return withoutDuplicates(rows);
};

export const perform = step(async ({ connection, mobivate }, { inputData }: Bundle<Input>) => {
  const vortex = requireVortex(mobivate, LABEL);
  const template = {
    id: requireText(templateId.label, inputData.template_id).trim(),
    language: readLine(inputData.language),
    variables: readDict(variables.label, inputData.variables),
  };
  const rows = await readRows(inputData, connection.defaultCountry);
  return toBatchOutput(rows, await vortex.sendTemplate(template, rows.filter(isReady)));
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_template_sms',
  noun: 'Batch',
  display: {
    label: LABEL,
    description:
      'Sends a message template of your account to one or more phone numbers. Vortex accounts only. Costs money and cannot be undone. To write the text in the Zap, use Send Bulk SMS. Returns counts and a result for each recipient.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: batchFields,
    sample: { ...batchSample, parts_total: null },
  },
});
