import { defineOutputFields } from './output.ts';

/** What a dropdown is made of. */
export const idAndName = defineOutputFields([
  { key: 'id', label: 'ID', type: 'string', required: true },
  { key: 'name', label: 'Name', type: 'string', required: true },
]);
