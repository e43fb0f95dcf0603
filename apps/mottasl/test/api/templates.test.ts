import { isApproved, readTemplate } from '../../src/api/templates.ts';

const placeholdersOf = (components: unknown) =>
  readTemplate({ id: 't', components })?.placeholders.map(
    ({ part, position, written }) => `${part} ${position} ${written}`,
  );

const BODY = { type: 'BODY', text: 'b' };

test.each([
  ['none', [BODY], []],
  [
    'numbers in number order, each once',
    [{ type: 'BODY', text: '{{2}} {{1}} {{2}} {{10}}' }],
    ['body 1 {{1}}', 'body 2 {{2}}', 'body 3 {{10}}'],
  ],
  ['blanks within the braces', [{ type: 'body', text: '{{ 1 }}' }], ['body 1 {{1}}']],
  [
    'names after numbers, as they stand',
    [{ type: 'BODY', text: '{{name}} {{1}} {{city}}' }],
    ['body 1 {{1}}', 'body 2 {{name}}', 'body 3 {{city}}'],
  ],
  [
    'header, body and buttons in this order',
    [
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { url: 'https://a.example/{{1}}' },
          'x',
          { url: 'https://b.example/{{1}}' },
        ],
      },
      { type: 'BODY', text: '{{1}}' },
      { type: 'HEADER', format: 'TEXT', text: '{{1}}' },
    ],
    ['header 1 {{1}}', 'body 1 {{1}}', 'button 1 {{1}}', 'button 2 {{1}}'],
  ],
  ['a file in the header', [{ type: 'HEADER', format: 'image' }], ['header 1 null']],
  [
    'a record by type',
    { HEADER: { text: '{{1}}' }, BODY: '{{1}}', BUTTONS: [{ url: '{{1}}' }] },
    ['header 1 {{1}}', 'body 1 {{1}}', 'button 1 {{1}}'],
  ],
  ['JSON text', JSON.stringify([{ type: 'BODY', text: '{{1}}' }]), ['body 1 {{1}}']],
  ['text that is no JSON', 'Hello {{1}}', []],
  [
    'texts of buttons',
    [
      { type: 'BUTTONS', buttons: [{ text: 'Yes {{1}}' }] },
      { type: 'BUTTONS', text: '{{1}}' },
    ],
    ['button 1 {{1}}', 'button 2 {{1}}'],
  ],
  ['buttons that are no list', [{ type: 'BUTTONS', buttons: 'none' }], []],
  ['components without a type', [{ text: '{{1}}' }], []],
])('reads the placeholders: %s', (_name, components, placeholders) => {
  expect(placeholdersOf(components)).toEqual(placeholders);
});

test('reads the other values of a template', () => {
  expect(
    readTemplate({
      id: 7,
      name: 'n',
      language: { code: 'ar' },
      category: 'UTILITY',
      status: 'APPROVED',
      components: [BODY],
    }),
  ).toEqual({
    id: '7',
    name: 'n',
    language: 'ar',
    category: 'UTILITY',
    status: 'APPROVED',
    body: 'b',
    placeholders: [],
  });
  expect(readTemplate({ name: 'n' })).toMatchObject({ id: 'n', name: 'n', language: null, body: null });
  expect(readTemplate({ id: 't' })).toMatchObject({ name: 't' });
  expect(readTemplate({})).toBeNull();
});

test.each([
  ['approved', true],
  ['APPROVED ', true],
  [undefined, true],
  ['pending', false],
  ['disapproved', false],
])('reads whether a template with status %j can be sent: %j', (status, expected) => {
  const template = readTemplate({ id: 't', status });
  expect(template && isApproved(template)).toBe(expected);
});
