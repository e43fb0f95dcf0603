import { isReady } from '@messaging/fields/rows';
import { readBulkRows } from '../../src/fields/bulk.ts';

const NUMBER = '07700 900123';
const group_ids = ['group-1'];

const ready = async (input: Record<string, unknown>) => {
  const { rows } = await readBulkRows(input, 'GB');
  return rows
    .filter(isReady)
    .map(({ recipient, text, parts, isGroup = false }) => [recipient, text, parts, isGroup]);
};

test('contact groups can be combined with numbers and rows', async () => {
  expect(await ready({ group_ids, recipients: NUMBER, body: 'Hi' })).toEqual([
    ['447700900123', 'Hi', 1, false],
    ['group-1', 'Hi', null, true],
  ]);
  expect(await ready({ group_ids, messages: [{ recipient: NUMBER, body: 'Hey' }], body: 'Hi' })).toEqual([
    ['447700900123', 'Hey', 1, false],
    ['group-1', 'Hi', null, true],
  ]);
});

test.each([{ group_ids }, { group_ids, recipients: NUMBER }])('%j requires a text', async (input) => {
  await expect(readBulkRows({ ...input, body: ' ' }, 'GB')).rejects.toThrow(/^Message Body is blank/);
});

test.each(['group-1/..', 'group-1?x', '../group-1'])('rejects %s as a group ID', async (id) => {
  const { rows } = await readBulkRows({ group_ids: [id], body: 'Hi' }, 'GB');
  expect(rows).toMatchObject([
    {
      fate: {
        status: 'invalid',
        reason: `Group IDs "${id}" is not a group ID. Check the ID in your Mobivate account.`,
      },
    },
  ]);
});
