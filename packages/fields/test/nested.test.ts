import { nestedFields } from '../src/nested.ts';

test('prefixes keys and labels of nested fields, and requires none', () => {
  const fields = [
    { key: 'id', label: 'ID', required: true },
    { key: 'status', label: 'Message Status' },
    { key: 'bare' },
  ];
  expect(nestedFields('message', 'Looked-Up Message', fields)).toEqual([
    { key: 'message__id', label: 'Looked-Up Message ID', required: false },
    { key: 'message__status', label: 'Looked-Up Message Status', required: false },
    { key: 'message__bare', label: 'Looked-Up Message', required: false },
  ]);
});
