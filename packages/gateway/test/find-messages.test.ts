import { findMessages } from '../src/find-messages.ts';
import type { Logged, LogQuery } from '../src/log.ts';
import type { Page } from '../src/paging.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-03-10T12:00:00Z');
const WEEK: LogQuery = { from: new Date(NOW - 7 * 24 * HOUR), to: new Date(NOW) };

/** A message for each hour of the week. The newest has the id 0. */
const messages: Logged[] = Array.from({ length: 7 * 24 }, (_, hour) => ({
  id: `${hour}`,
  created_at: new Date(NOW - hour * HOUR).toISOString(),
  direction: 'outbound',
}));

/** A log in pages of ten, of which so many can be read in time. */
const logOf = (listed: readonly Logged[], { total = true, readable = 1_000 } = {}) => {
  let read = 0;
  const pagesOf = ({ from, to }: LogQuery) => {
    const inTime = listed.filter(({ created_at }) => {
      const time = Date.parse(created_at ?? '');
      return time >= from.getTime() && time <= to.getTime();
    });
    const fetch = async (index: number): Promise<Page<Logged>> => {
      read += 1;
      const items = inTime.slice(index * 10, (index + 1) * 10);
      return { items, count: items.length, total: total ? inTime.length : null };
    };
    return { size: 10, fetch };
  };
  return { log: { pagesOf, remaining: () => (read < readable ? 25_000 : 0) }, read: () => read };
};

const idsOf = (found: readonly Logged[]) => found.map(({ id }) => id);
const isAny = () => true;

test('reads a newest-first log up to the last match', async () => {
  const { log, read } = logOf(messages);
  expect(idsOf(await findMessages(log, WEEK, isAny, 3))).toEqual(['0', '1', '2']);
  expect(read()).toBeLessThan(8);
});

test('reads a log in another order in time slices, newest first', async () => {
  const { log, read } = logOf(messages.toReversed(), { total: false });
  expect(idsOf(await findMessages(log, WEEK, isAny, 3))).toEqual(['0', '1', '2']);
  expect(read()).toBeLessThan(12);
});

test('reads the whole log if there are fewer matches than the limit', async () => {
  const { log } = logOf(messages.toReversed());
  const isOld = ({ id }: Logged) => Number(id) > 160;
  expect(await findMessages(log, WEEK, isOld, 50)).toHaveLength(7);
});

test('finds nothing in an empty log', async () => {
  expect(await findMessages(logOf([]).log, WEEK, isAny, 3)).toEqual([]);
});

test('returns the messages found if time runs out after reaching the limit', async () => {
  const { log } = logOf(messages.toReversed(), { readable: 1 });
  expect(await findMessages(log, WEEK, isAny, 3)).toHaveLength(3);
});

test.each([
  ['in order', messages],
  ['in another order', messages.toReversed()],
])('throws if time runs out before reaching the limit: %s', async (_name, listed) => {
  const { log } = logOf(listed, { readable: 5 });
  await expect(findMessages(log, WEEK, ({ id }) => id === '167' && listed === messages, 50)).rejects.toThrow(
    'The message log is too long to read in one step',
  );
});
