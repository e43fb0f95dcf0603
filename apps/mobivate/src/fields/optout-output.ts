import { defineOutputFields, type OutputOf } from '@messaging/fields/output';

export const optoutFields = defineOutputFields([
  { key: 'id', label: 'Opt-Out ID', type: 'string', required: true },
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
]);

/** Output fields of the search and the action for opt-outs, equal so that they can be combined. */
export const foundOptoutFields = defineOutputFields([
  { key: 'id', label: 'Opt-Out ID', type: 'string' },
  { key: 'mobile', label: 'Mobile Number', type: 'string', required: true },
  { key: 'note', label: 'Note', type: 'string' },
  { key: 'created_at', label: 'Created At', type: 'datetime' },
  { key: 'already_opted_out', label: 'Already Opted Out', type: 'boolean' },
]);

export type FoundOptout = OutputOf<typeof foundOptoutFields>;

export type OptoutOutput = OutputOf<typeof optoutFields>;

export const optoutSample: OptoutOutput = {
  id: '7d6c5b4a-3928-4716-a5b4-c3d2e1f00918',
  mobile: '447700900123',
  note: 'MO',
  created_at: '2026-03-02T09:30:00.000Z',
};

export const foundOptoutSample: FoundOptout = { ...optoutSample, already_opted_out: true };
