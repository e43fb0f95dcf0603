import { readFields } from '../server/definition.ts';
import { missingFields, toInput } from '../server/input.ts';

const FILE = 'https://files.example.org/invoice-77.pdf';

const fields = readFields([
  { key: 'note', type: 'copy', helpText: 'Choose **one** of these.', required: true },
  { key: 'file', label: 'File', type: 'file', required: true },
  { key: 'count', label: 'Count', type: 'integer', default: '2' },
]);

const nothing = () => undefined;

test('passes a file on as the URL that was entered', () => {
  expect(toInput(fields, { file: FILE }, nothing, 'UTC')).toEqual({ file: FILE, count: 2 });
});

test('passes a file on as the output of an earlier step that was mapped', () => {
  const lookUp = (step: string, path: readonly string[]) =>
    step === 'inbound_message' && path.join('.') === 'media.0.file' ? FILE : undefined;
  expect(toInput(fields, { file: '{{inbound_message.media.0.file}}' }, lookUp, 'UTC').file).toBe(FILE);
});

test('asks for a required file and never for a copy field', () => {
  expect(missingFields(fields, toInput(fields, { note: 'typed' }, nothing, 'UTC'))).toEqual(['File']);
});

test('never passes a copy field on', () => {
  expect(toInput(fields, { note: 'typed', file: FILE }, nothing, 'UTC')).not.toHaveProperty('note');
});
