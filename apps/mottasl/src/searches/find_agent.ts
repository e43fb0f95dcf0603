import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import {
  type Bundle,
  defineInputFields,
  defineSearch,
  type InferInputData,
  type SearchPerform,
} from 'zapier-platform-core';
import { findIn } from '../find.ts';
import { step } from '../step.ts';

export const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    required: false,
    helpText: 'All or part of the display name.',
  },
  {
    key: 'id',
    label: 'Agent ID',
    type: 'string',
    required: false,
    dynamic: 'agent_list.id.name',
    helpText: "The agent's ID or email address. Use this instead of Name if you have it.",
  },
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Agent ID for Assignments', type: 'string', required: true },
  { key: 'agent_id', label: 'Azeer Agent ID', type: 'string' },
  { key: 'name', label: 'Name', type: 'string', required: true },
  { key: 'email', label: 'Email', type: 'string' },
  { key: 'role', label: 'Role', type: 'string' },
  { key: 'status', label: 'Status', type: 'string' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

export const perform = step(async ({ mottasl }, { inputData }: Bundle<Input>): Promise<Output[]> => {
  const { name, id } = inputData;
  return findIn(await mottasl.agents(), { name, id, plural: 'agents' }, (agent) => [
    agent.id,
    agent.agent_id,
    agent.email,
  ]);
}) satisfies SearchPerform<Input>;

const sample: Output = {
  id: 'dana@example.org',
  agent_id: 'b2f01c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  name: 'Dana K',
  email: 'dana@example.org',
  role: 'agent',
  status: 'active',
};

export default defineSearch({
  key: 'find_agent',
  noun: 'Agent',
  display: {
    label: 'Find Agent',
    description: 'Finds an agent by name, ID, or email address. Changes nothing. Returns up to 20 agents.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
