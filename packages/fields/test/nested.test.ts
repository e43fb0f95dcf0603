import { nestedFields } from '../src/nested.ts';

test('fields of a record inside another one have its key and label in front, and none is required', () => {
  const fields = [
    { key: 'id', label: 'ID', required: true },
    { key: 'status', label: 'Message Status' },
    { key: 'bare' },
  ];
  expect(nestedFields('message', 'Message', fields)).toEqual([
    { key: 'message__id', label: 'Message ID', required: false },
    { key: 'message__status', label: 'Message Status', required: false },
    { key: 'message__bare', label: 'Message', required: false },
  ]);
});
