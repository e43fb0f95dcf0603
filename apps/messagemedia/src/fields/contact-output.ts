import { defineOutputFields, type OutputOf } from '@messaging/fields/output';

export const contactFields = defineOutputFields([
  { key: 'id', label: 'Contact ID', type: 'string', required: true },
  { key: 'mobile', label: 'Mobile Number', type: 'string' },
  { key: 'name', label: 'Name', type: 'string' },
  { key: 'first_name', label: 'First Name', type: 'string' },
  { key: 'last_name', label: 'Last Name', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'created', label: 'Created (by this step)', type: 'boolean', required: true },
]);

export type ContactOutput = OutputOf<typeof contactFields>;

export const contactSample: ContactOutput = {
  id: '6f1d2c3b-4a59-4867-b5a4-93827161504f',
  mobile: '61491570156',
  name: 'Priya Iyer',
  first_name: 'Priya',
  last_name: 'Iyer',
  created_at: '2026-03-02T09:30:00.000Z',
  created: true,
};
