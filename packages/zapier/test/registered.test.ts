import zapier, { type Bundle, defineApp, defineTrigger, type ZObject } from 'zapier-platform-core';
import { failureOf } from '../../../apps/mobivate/test/support/world.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { toZapierError } from '../src/errors.ts';
import { hookOperation } from '../src/hook-trigger.ts';
import { registered } from '../src/registered.ts';

/** A gateway that keeps any number of subscriptions under ids. */
const subscriptions = new Map<string, string>();

interface Step {
  readonly z: ZObject;
}

const step =
  <B extends Bundle, R>(work: (step: Step, bundle: B) => Promise<R>) =>
  async (z: ZObject, bundle: B): Promise<R> => {
    try {
      return await work({ z }, bundle);
    } catch (error) {
      throw toZapierError(z, error, false);
    }
  };

const idOf = (kept: unknown): string =>
  typeof kept === 'object' && kept !== null && 'id' in kept ? String(kept.id) : '';

const operation = hookOperation(step, {
  label: 'New Ping',
  subscription: registered<Step, Record<string, unknown>>({
    create: async (_step, url) => {
      const id = `s-${subscriptions.size + 1}`;
      subscriptions.set(id, url);
      return { id };
    },
    remove: async (_step, kept) => {
      if (!subscriptions.delete(idOf(kept))) throw new Error('There is no such subscription.');
    },
    isGenuine: async (_step, { cleanedRequest }) => cleanedRequest[0] !== 'forged',
  }),
  read: async ({ parsed }) => ({
    events: Array.isArray(parsed) ? parsed.map((ping) => ({ id: String(ping) })) : [],
    unread: 0,
  }),
  recent: async () => [{ id: '7' }],
  handle: () => ({ isWanted: () => true, complete: async ({ id }) => ({ id }) }),
});

const app = defineApp({
  version: '1.0.0',
  platformVersion: zapier.version,
  triggers: {
    ping: defineTrigger({
      key: 'ping',
      noun: 'Ping',
      display: { label: 'New Ping', description: 'Triggers when something pings.' },
      operation: { ...operation, sample: { id: '1' } },
    }),
  },
});

let platform: Zapier;

beforeAll(async () => {
  platform = await startZapier(app);
});
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  subscriptions.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => platform.close());

const run = (method: string, bundle: Record<string, unknown> = {}) =>
  platform.run(`triggers.ping.operation.${method}`, { bundle });

test('subscribes several Zaps, and unsubscribes each by its own id', async () => {
  const first = await run('performSubscribe', { targetUrl: 'https://hooks.example/one' });
  await run('performSubscribe', { targetUrl: 'https://hooks.example/two' });
  expect(first).toEqual({ id: 's-1' });
  expect(await run('performUnsubscribe', { subscribeData: first })).toEqual({});
  expect([...subscriptions.values()]).toEqual(['https://hooks.example/two']);
});

test('switches the Zap off even if the gateway fails to unsubscribe it', async () => {
  expect(await run('performUnsubscribe', { subscribeData: { id: 's-9' } })).toEqual({});
});

test('refuses to subscribe without a target URL', async () => {
  const { message } = await failureOf(run('performSubscribe'));
  expect(message).toContain('Turn the Zap off and on again');
});

test('ignores a delivery that is not genuine', async () => {
  expect(await run('perform', { cleanedRequest: ['1'] })).toEqual([{ id: '1' }]);
  expect(await run('perform', { cleanedRequest: ['forged'] })).toEqual([]);
});

test('lists recent events', async () => {
  expect(await run('performList')).toEqual([{ id: '7' }]);
});
