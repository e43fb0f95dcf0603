import { defineOutputFields, type OutputOf } from '@messaging/fields/output';

/** Output fields of an opt-out. MessageMedia stores neither a note nor a date. */
export const optoutFields = defineOutputFields([
  { key: 'id', label: 'Opt-Out ID', type: 'string', required: true },
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
]);

export type OptoutOutput = OutputOf<typeof optoutFields>;

export const toOptout = (mobile: string): OptoutOutput => ({
  id: mobile,
  mobile,
  note: null,
  created_at: null,
});
