import { defineOutputFields, type OutputOf } from '@messaging/fields/output';

/** Output fields of a contact. Classic lists have neither its id nor its time of creation. */
export const contactFields = defineOutputFields([
  { key: 'id', label: 'Contact ID', type: 'string' },
  { key: 'mobile', label: 'Mobile Number', type: 'string' },
  { key: 'name', label: 'Name', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
]);

export type ContactOutput = OutputOf<typeof contactFields>;

export const contactSample: ContactOutput = {
  id: '6f1d2c3b-4a59-4867-b5a4-93827161504f',
  mobile: '447700900123',
  name: 'Regular customer',
  created_at: '2026-03-02T09:30:00.000Z',
};
