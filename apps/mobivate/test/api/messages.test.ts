import { useFixedDate } from '../../../../tools/testing/date.ts';
import type { Message } from '../../src/api/message.ts';
import { createLookUp } from '../../src/api/messages.ts';
import { MESSAGE } from '../support/message.ts';

const setDate = useFixedDate();

/** A log that holds one message, and remembers what it was asked. */
const logOf = (
  find: () => Promise<Message | null> = async () => MESSAGE,
  messages: readonly Message[] = [],
) => {
  const asked: string[] = [];
  const mobivate: Parameters<typeof createLookUp>[0] = {
    findMessage: (id, { from, to }) => {
      asked.push(`${id} ${from.toISOString()} ${to.toISOString()}`);
      return find();
    },
    findMessages: async (_window, isWanted, limit) => messages.filter(isWanted).slice(0, limit),
  };
  return { asked, lookUp: createLookUp(mobivate) };
};

beforeEach(() => setDate('2024-02-10T00:00:00.000Z'));

test('requests a message once, in the days before its event', async () => {
  const { asked, lookUp } = logOf();
  const heard = '2024-02-05T12:00:00.000Z';
  expect(await Promise.all([lookUp('AA', heard), lookUp('AA', heard)])).toEqual([MESSAGE, MESSAGE]);
  expect(asked).toEqual(['AA 2024-02-02T12:00:00.000Z 2024-02-06T12:00:00.000Z']);
});

test('uses the current time if the time is unknown', async () => {
  const { asked, lookUp } = logOf();
  await lookUp('AA', null);
  expect(asked).toEqual(['AA 2024-02-07T00:00:00.000Z 2024-02-11T00:00:00.000Z']);
});

test('makes no request without an ID', async () => {
  const { asked, lookUp } = logOf();
  expect(await lookUp(null, null)).toBeNull();
  expect(asked).toEqual([]);
});

test('returns null on failure', async () => {
  const { lookUp } = logOf(() => Promise.reject(new Error('no')));
  expect(await lookUp('AA', null)).toBeNull();
});

test('starts no look-up late in a step', async () => {
  const { asked, lookUp } = logOf();
  setDate('2024-02-10T00:00:12.000Z');
  expect(await lookUp('AA', null)).toEqual(MESSAGE);
  setDate('2024-02-10T00:00:12.001Z');
  expect(await lookUp('BB', null)).toBeNull();
  expect(asked).toHaveLength(1);
});

test('searches by reference if the ID is not found', async () => {
  const referenced = { ...MESSAGE, id: 'BB', reference: 'order-7' };
  const { lookUp } = logOf(async () => null, [MESSAGE, referenced]);
  expect(await lookUp('AA', null, 'order-7')).toEqual(referenced);
});

test('returns null if neither is found', async () => {
  const { lookUp } = logOf(async () => null, [MESSAGE]);
  expect(await lookUp('AA', null, 'order-7')).toBeNull();
  expect(await lookUp('BB', null)).toBeNull();
});
