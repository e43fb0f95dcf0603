import { defineOutputFields, type OutputOf } from '@messaging/fields/output';

export const tagFields = defineOutputFields([
  { key: 'id', label: 'Tag ID', type: 'string' },
  { key: 'name', label: 'Name', type: 'string' },
  { key: 'description', label: 'Description', type: 'string' },
  { key: 'colour', label: 'Colour', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
]);

export const tagSample: OutputOf<typeof tagFields> = {
  id: '12',
  name: 'vip',
  description: 'Top buyers',
  colour: '#3366ff',
  created_at: '2026-03-04T08:15:00.000Z',
};
