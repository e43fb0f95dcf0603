import type { Call } from '@messaging/gateway/call';
import { readConnection } from '../../src/api/connection.ts';
import { createMobivate } from '../../src/api/index.ts';

const VORTEX_KEY = 'v-6f1c2b9e-0d3a-4c58-9b71-2e64d8a05f37:0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d';

/** A client of a Vortex that answers with the same page every time, and what it was asked for. */
const vortexWith = (data: { results: readonly object[]; matches: number }, remaining = 25_000) => {
  const queries: Call['query'][] = [];
  const request = async ({ query }: Call) => {
    queries.push(query);
    return { kind: 'answer', status: 200, data, retryAfter: null } as const;
  };
  const client = createMobivate(readConnection({ api_key: VORTEX_KEY }), request, () => remaining);
  if (client.platform !== 'Vortex') throw new Error('a Vortex key made a client of Classic');
  return { client, queries };
};

const WINDOW = { from: new Date('2026-01-05T00:00:00Z'), to: new Date('2026-01-06T00:00:00Z') };
const optout = (index: number) => ({ msisdn: String(447_700_900_000 + index) });
const never = () => false;

test('reads the second page after the first', async () => {
  const { client, queries } = vortexWith({ results: [optout(0)], matches: 5_001 });
  expect(await client.findOptout('447700900999')).toBeNull();
  expect(queries).toEqual([
    { offset: 0, limit: 5_000 },
    { offset: 5_000, limit: 5_000 },
  ]);
});

test('skips an unreadable record', async () => {
  const { client } = vortexWith({ results: [{ name: 'no id' }, { id: 'c-1' }, {}], matches: 3 });
  expect(await client.findCampaigns(WINDOW, () => true)).toMatchObject([{ id: 'c-1' }]);
});

test('names a list that is too long to read', async () => {
  const { client } = vortexWith({ results: [optout(0)], matches: 5_001 }, 0);
  const tooLong = (list: string) => ({
    kind: 'unknown',
    message: expect.stringMatching(
      new RegExp(`^The ${list} is too long to read in one step, so nothing was changed`),
    ),
  });
  await expect(client.findOptout('447700900999')).rejects.toMatchObject(tooLong('opt-out list'));
  await expect(client.findContact(never)).rejects.toMatchObject(tooLong('address book'));
  await expect(client.findMessage('m-1', WINDOW)).rejects.toMatchObject(tooLong('message log'));
  await expect(client.findCampaigns(WINDOW, never)).rejects.toMatchObject(tooLong('list of campaigns'));
});

test('returns opt-outs since a time, and those without a time', async () => {
  const since = WINDOW.from;
  const results = [
    { ...optout(1), created_at: new Date(since.getTime() - 1).toISOString() },
    { ...optout(2), created_at: since.toISOString() },
    { ...optout(3), created_at: new Date(since.getTime() + 1).toISOString() },
    optout(4),
  ];
  const { client } = vortexWith({ results, matches: results.length });
  const { found } = await client.recentOptouts(since);
  expect(found.map(({ mobile }) => mobile)).toEqual(['447700900003', '447700900002', '447700900004']);
});

test.each([
  [{ status: 'MO' }, 'inbound'],
  [{ status: 'DELIVERED', type: 'mo' }, 'inbound'],
  [{ status: 'Received' }, 'inbound'],
  [{ direction: 'incoming' }, 'inbound'],
  [{ status: 'REMOVED' }, 'outbound'],
  [{ status: 'NOT_RECEIVED' }, 'outbound'],
  [{}, 'outbound'],
])('reads the direction of a message with %j as %s', async (words, direction) => {
  const { client } = vortexWith({ results: [{ id: 'm-1', ...words }], matches: 1 });
  expect(await client.findMessage('m-1', WINDOW)).toMatchObject({ direction });
});
