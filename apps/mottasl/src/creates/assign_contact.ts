import { mobile, readMobile } from '@messaging/fields/mobile';
import { defineOutputFields } from '@messaging/fields/output';
import { requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputField,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { rawField } from '../fields/raw.ts';
import { step } from '../step.ts';

const agent = defineInputField({
  key: 'agent',
  label: 'Agent',
  type: 'string',
  required: true,
  dynamic: 'agent_list.id.name',
  search: 'find_agent.id',
  helpText: "The agent to assign the contact to. You can also map the agent's email address.",
});

export const inputFields = defineInputFields([mobile, agent]);

const outputFields = defineOutputFields([
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'agent', label: 'Agent', type: 'string', required: true },
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(async ({ connection, mottasl }, { inputData }: Bundle<Input>) => {
  const msisdn = await readMobile(inputData.mobile, connection.defaultCountry);
  const assigned = requireText(agent.label, inputData.agent).trim();
  return { mobile: msisdn, agent: assigned, raw: await mottasl.assignContact(msisdn, assigned) };
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'assign_contact',
  noun: 'Contact',
  display: {
    label: 'Assign Contact',
    description:
      'Assigns a contact to an agent. To look up the agent, use Find Agent. A second call changes nothing.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: [...outputFields, rawField],
    sample: { mobile: '447700900123', agent: 'dana@example.org', raw: null },
  },
});
