import { isOwnReference } from '@messaging/gateway/reference';
import { type RowsInput, readMessageRows } from '../src/message-rows.ts';
import { isReady, reasonOf, withoutDuplicates } from '../src/rows.ts';

const readRows = (input: RowsInput) => readMessageRows(input, { defaultCountry: 'GB', readMore: () => ({}) });

const ready = async (input: RowsInput): Promise<(string | undefined)[][]> => {
  const { rows } = await readRows(input);
  return rows
    .filter(isReady)
    .map(({ recipient, text, reference }) => [
      recipient,
      text,
      isOwnReference(reference) ? undefined : reference,
    ]);
};

const NUMBERS = ['07700 900123', '07700 900124'];

test('reads flattened rows', async () => {
  expect(await ready({ recipient: NUMBERS, body: ['Hi {{a}}', 'Hi b'], reference: ['r1', 'r2'] })).toEqual([
    ['447700900123', 'Hi {{a}}', 'r1'],
    ['447700900124', 'Hi b', 'r2'],
  ]);
});

test('uses the common text for flattened rows without a text column', async () => {
  expect(await ready({ recipient: NUMBERS, body: 'Hi all', reference: ['r1'] })).toEqual([
    ['447700900123', 'Hi all', 'r1'],
    ['447700900124', 'Hi all', undefined],
  ]);
});

test('prefers records over flattened columns', async () => {
  const messages = [
    { recipient: NUMBERS[0], body: 'Hi a' },
    { recipient: NUMBERS[1], body: 'Hi b' },
  ];
  expect(await ready({ messages, recipient: NUMBERS, body: ['Hi a', 'Hi b'] })).toEqual([
    ['447700900123', 'Hi a', undefined],
    ['447700900124', 'Hi b', undefined],
  ]);
});

test('splits a text into numbers, and keeps blanks inside a number', async () => {
  const recipients = '+44 7700 900123; 07700 900124,\n447700900125\n(0)7700 900126';
  expect(await ready({ recipients, body: 'Hi' })).toEqual(
    ['447700900123', '447700900124', '447700900125', '447700900126'].map((to) => [to, 'Hi', undefined]),
  );
});

test('treats a list item as one number, and rejects one with several', async () => {
  const { rows } = await readRows({ recipients: ['+44 7700 900123, 07700 900124'], body: 'Hi' });
  expect(rows).toMatchObject([
    { row: 1, fate: { status: 'invalid', reason: expect.stringContaining('contains several numbers') } },
  ]);
});

test('reads numbers and rows from JSON text', async () => {
  const json = JSON.stringify(NUMBERS);
  const wanted = ['447700900123', '447700900124'].map((to) => [to, 'Hi', undefined]);
  expect(await ready({ recipients: json, body: 'Hi' })).toEqual(wanted);
  expect(await ready({ recipients: [json], body: 'Hi' })).toEqual(wanted);
  const messages = JSON.stringify(NUMBERS.map((recipient) => ({ recipient })));
  expect(await ready({ messages, body: 'Hi' })).toEqual(wanted);
});

test('generates a reference with the row number', async () => {
  const { rows } = await readRows({ recipients: NUMBERS, body: 'Hi' });
  const [first, second] = rows.filter(isReady).map(({ reference }) => reference);
  expect(first).toMatch(/^zap-[a-z0-9]{10,}-1$/);
  expect(second).toBe(first?.replace(/1$/, '2'));
});

test("applies the step's text rules to every row", async () => {
  const messages = [{ recipient: NUMBERS[0], body: '“Hi”' }, { recipient: NUMBERS[1] }];
  expect(await ready({ messages, body: 'So…', plain_punctuation: 'yes' })).toEqual([
    ['447700900123', '"Hi"', undefined],
    ['447700900124', 'So...', undefined],
  ]);
});

test('keeps the first of several rows per recipient, and reports the others as duplicates', async () => {
  const [number] = NUMBERS;
  const { rows } = await readRows({ recipients: [number, number, number], body: 'Hi' });
  expect(withoutDuplicates(rows).map((row) => ('fate' in row ? reasonOf(row.fate) : null))).toEqual([
    null,
    'The same recipient as in row 1.',
    'The same recipient as in row 1.',
  ]);
});

test('omits a common text that breaks the text rules', async () => {
  const messages = [{ recipient: NUMBERS[0], body: 'Hi' }];
  const { rows, text } = await readRows({ messages, body: 'x'.repeat(161), max_parts: 1 });
  expect(rows.filter(isReady)).toHaveLength(1);
  expect(text).toBeUndefined();
});

test('reads 50,000 rows within five seconds of CPU time', async () => {
  const messages = Array.from({ length: 50_000 }, (_, index) => ({
    recipient: `+44 7${300_000_000 + (index % 49_000)}`,
    body: `Hello ${index}, your cake is ready: please come before six today, or tell us when it suits you.`,
    reference: `order-${index}`,
  }));
  const began = process.cpuUsage();
  const rows = withoutDuplicates((await readRows({ messages })).rows);
  const { user, system } = process.cpuUsage(began);
  expect(rows.filter(isReady)).toHaveLength(49_000);
  expect(rows[49_999]).toMatchObject({
    row: 50_000,
    fate: { status: 'duplicate', reason: 'The same recipient as in row 1000.' },
  });
  expect((user + system) / 1_000).toBeLessThan(5_000);
}, 30_000);
