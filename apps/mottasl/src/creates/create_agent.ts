import { defineOutputFields } from '@messaging/fields/output';
import { requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { rawField } from '../fields/raw.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  {
    key: 'email',
    label: 'Email',
    type: 'string',
    required: true,
    helpText: 'The email address of the agent, such as `dana@example.com`.',
  },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: true,
    helpText: 'The login name, such as `dana.k`.',
  },
  {
    key: 'display_name',
    label: 'Display Name',
    type: 'string',
    required: true,
    helpText: 'The name that colleagues see, such as `Dana K`.',
  },
  {
    key: 'role',
    label: 'Role',
    type: 'string',
    required: true,
    placeholder: 'agent',
    helpText: 'A role from your account, such as `agent` or `admin`.',
  },
  {
    key: 'status',
    label: 'Status',
    type: 'string',
    required: true,
    default: 'active',
    helpText: 'Usually `active`.',
  },
]);

const outputFields = defineOutputFields([
  { key: 'id', label: 'Agent ID', type: 'string' },
  { key: 'email', label: 'Email', type: 'string', required: true },
  { key: 'name', label: 'Name', type: 'string', required: true },
  { key: 'display_name', label: 'Display Name', type: 'string', required: true },
  { key: 'role', label: 'Role', type: 'string', required: true },
  { key: 'status', label: 'Status', type: 'string', required: true },
]);

type Input = InferInputData<typeof inputFields>;

export const perform = step(async ({ mottasl }, { inputData }: Bundle<Input>) => {
  const agent = {
    email: requireText('Email', inputData.email).trim(),
    name: requireText('Name', inputData.name).trim(),
    display_name: requireText('Display Name', inputData.display_name).trim(),
    role: requireText('Role', inputData.role).trim(),
    status: requireText('Status', inputData.status).trim(),
  };
  const { record: id, raw } = await mottasl.createAgent(agent);
  return { id, ...agent, raw };
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'create_agent',
  noun: 'Agent',
  display: {
    label: 'Create Agent',
    description:
      'Creates an agent. Your plan may need a free seat. A second call may fail or create the agent again, so search for it first. Returns the agent ID.',
  },
  operation: {
    perform,
    inputFields,
    outputFields: [...outputFields, rawField],
    sample: {
      id: 'b2f01c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
      email: 'dana@example.org',
      name: 'dana.k',
      display_name: 'Dana K',
      role: 'agent',
      status: 'active',
      raw: null,
    },
  },
});
