import { defineOutputFields } from './output.ts';

/** Output fields of a trigger that fills a dropdown. */
export const idAndName = defineOutputFields([
  { key: 'id', label: 'ID', type: 'string', required: true },
  { key: 'name', label: 'Name', type: 'string', required: true },
]);
