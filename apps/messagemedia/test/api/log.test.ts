import type { Api } from '../../src/api/api.ts';
import { readConnection } from '../../src/api/connection.ts';
import { createExchange } from '../../src/api/exchange.ts';
import { findInLog, lastHours, wholeLog } from '../../src/api/log.ts';

/** An API whose log never ends, on a step that has time for some pages. */
const endless = (pages: number): Api & { asked: () => number } => {
  let asked = 0;
  const connection = readConnection({ api_key: 'k', api_secret: 's' });
  const exchange = createExchange(connection, async () => {
    asked += 1;
    const messages = Array.from({ length: 100 }, (_, index) => ({
      message_id: `${asked}-${index}`,
      direction: 'outbound',
      timestamp: new Date(Date.now() - asked * 100_000 - index * 1000).toISOString(),
    }));
    return {
      kind: 'answer',
      status: 200,
      data: { messages, pagination: { has_next: true } },
      retryAfter: null,
    };
  });
  return {
    exchange,
    account: null,
    remaining: () => (asked < pages ? 20_000 : 0),
    asked: () => asked,
  };
};

test('throws if time runs out before the period is read to its end', async () => {
  const api = endless(5);
  const reading = wholeLog(api, lastHours(24), () => true, 'Choose fewer hours.');
  await expect(reading).rejects.toThrow(
    /^The message log is too long to read in one step.* Choose fewer hours\.$/,
  );
  expect(api.asked()).toBeGreaterThanOrEqual(5);
});

test('stops reading when it has enough messages', async () => {
  const api = endless(100);
  expect(await findInLog(api, lastHours(24), () => true, 3)).toHaveLength(3);
  expect(api.asked()).toBeLessThanOrEqual(2);
});

test('throws if time runs out before it finds the messages', async () => {
  await expect(findInLog(endless(5), lastHours(24), () => false, 3)).rejects.toThrow(/too long to read/);
});
