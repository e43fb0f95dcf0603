import zapier, {
  type Bundle,
  defineApp,
  defineInputFields,
  defineTrigger,
  type ZObject,
} from 'zapier-platform-core';
import { failureOf } from '../../../apps/mobivate/test/support/world.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { toZapierError } from '../src/errors.ts';
import { hookOperation } from '../src/hook-trigger.ts';
import { singleSlot } from '../src/single-slot.ts';

/** A gateway that pings: it knows one URL, and its events are numbers as ids. */
const gateway = { url: '', last: [9, 8, 7, 6, 5], completedAtOnce: 0, mostAtOnce: 0 };

const inputFields = defineInputFields([
  { key: 'least', label: 'Least', type: 'integer' },
  { key: 'take_over', label: 'Take Over', type: 'boolean' },
]);

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

const operation = hookOperation(step, {
  label: 'New Ping',
  subscription: singleSlot({
    event: 'ping',
    takeOver: { key: 'take_over', label: 'Take Over' },
    secretOf: ({ api_key }) => String(api_key),
    refusal: 'Another Zap has the pings.',
    registrar: () => async (url) => {
      gateway.url = url;
    },
  }),
  read: async ({ parsed, raw }) => {
    const found = Array.isArray(parsed) ? parsed : String(raw ?? '').split(' ');
    const events = found.filter((ping) => Number(ping) > 0).map((ping) => ({ id: String(ping) }));
    return { events, unread: found.length - events.length };
  },
  recent: async (_step, isWanted) => gateway.last.map((ping) => ({ id: String(ping) })).filter(isWanted),
  handle: (_step, input: { least?: number | undefined }) => ({
    isWanted: ({ id }) => Number(id) >= (input.least ?? 0),
    complete: async ({ id }) => {
      gateway.completedAtOnce += 1;
      gateway.mostAtOnce = Math.max(gateway.mostAtOnce, gateway.completedAtOnce);
      await new Promise((resolve) => setTimeout(resolve, 1));
      gateway.completedAtOnce -= 1;
      return { id };
    },
  }),
});

const app = defineApp({
  version: '1.0.0',
  platformVersion: zapier.version,
  triggers: {
    ping: defineTrigger({
      key: 'ping',
      noun: 'Ping',
      display: { label: 'New Ping', description: 'Triggers when something pings.' },
      operation: { ...operation, inputFields, sample: { id: '1' } },
    }),
  },
});

let platform: Zapier;

beforeAll(async () => {
  platform = await startZapier(app);
});
beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  gateway.url = '';
  gateway.mostAtOnce = 0;
  platform.cache.entries.clear();
  platform.logs.splice(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => platform.close());

const run = (method: string, bundle: Record<string, unknown> = {}, inputData: Record<string, unknown> = {}) =>
  platform.run(`triggers.ping.operation.${method}`, { inputData, bundle });

const subscribe = (targetUrl: string, inputData: Record<string, unknown> = {}, zap?: unknown) =>
  platform.run('triggers.ping.operation.performSubscribe', {
    inputData,
    bundle: { targetUrl },
    ...(zap !== undefined && { meta: { zap: { id: zap } } }),
  });

const told = () =>
  platform.logs.map(({ message }) => message.trim()).filter((line) => line.includes('New Ping'));

const ONE = 'https://hooks.example/one';
const TWO = 'https://hooks.example/two';

test('returns the matching events in order', async () => {
  expect(await run('perform', { cleanedRequest: [3, 1, 2] }, { least: 2 })).toEqual([
    { id: '3' },
    { id: '2' },
  ]);
  expect(told()).toEqual([]);
});

test('returns an event once if a body has it twice', async () => {
  expect(await run('perform', { cleanedRequest: [3, 1, 3] })).toEqual([{ id: '3' }, { id: '1' }]);
});

test('reads the raw body if it was not parsed', async () => {
  expect(await run('perform', { rawRequest: { content: '4 5' } })).toEqual([{ id: '4' }, { id: '5' }]);
});

test('logs how many events it could not read', async () => {
  expect(await run('perform', { cleanedRequest: [1, 'x', 'y'] })).toEqual([{ id: '1' }]);
  expect(told()).toEqual(['New Ping: 2 of 3 posted events could not be read.']);
});

test('completes five events at a time', async () => {
  await run('perform', { cleanedRequest: Array.from({ length: 30 }, (_, index) => index + 1) });
  expect(gateway.mostAtOnce).toBe(5);
});

test('lists at most three matching recent events', async () => {
  expect(await run('performList', {}, { least: 6 })).toEqual([{ id: '9' }, { id: '8' }, { id: '7' }]);
  expect(await run('performList', {}, { least: 9 })).toEqual([{ id: '9' }]);
});

test('subscribes and unsubscribes', async () => {
  expect(await subscribe(ONE)).toEqual({ id: ONE, event: 'ping' });
  expect(gateway.url).toBe(ONE);
  expect(await run('performUnsubscribe', { targetUrl: ONE })).toEqual({});
  expect(gateway.url).toBe('');
  expect(platform.cache.entries.size).toBe(0);
});

test("rejects a second Zap with the trigger's message", async () => {
  await subscribe(ONE);
  const { message } = await failureOf(subscribe(TWO));
  expect(message).toBe('Another Zap has the pings.');
  expect(gateway.url).toBe(ONE);
});

test('lets a second Zap take over for any spelling of yes', async () => {
  await subscribe(ONE);
  await subscribe(TWO, { take_over: 'yes' });
  expect(gateway.url).toBe(TWO);
  await failureOf(subscribe(ONE, { take_over: 'false' }));
  expect(gateway.url).toBe(TWO);
});

test.each(['zap-1', 17])('recognizes a Zap by its ID %j', async (zap) => {
  await subscribe(ONE, {}, zap);
  await subscribe(TWO, {}, zap);
  expect(gateway.url).toBe(TWO);
  await failureOf(subscribe(ONE, {}, 'another'));
});

test.each(['', null, {}])('does not use %j as a Zap ID', async (zap) => {
  await subscribe(ONE, {}, zap);
  await failureOf(subscribe(TWO, {}, zap));
  expect(gateway.url).toBe(ONE);
});

test('unsubscribes with the stored subscription data', async () => {
  for (const beside of [{}, { targetUrl: TWO }]) {
    const subscribeData = await subscribe(ONE);
    await run('performUnsubscribe', { subscribeData, ...beside });
    expect(gateway.url).toBe('');
  }
  await subscribe(ONE);
  await run('performUnsubscribe', { subscribeData: {}, targetUrl: ONE });
  expect(gateway.url).toBe('');
});

test('rejects a Zap without a webhook URL', async () => {
  const { message } = await failureOf(run('performSubscribe'));
  expect(message).toContain('Turn the Zap off and on again');
  expect(platform.cache.entries.size).toBe(0);
});

test('leaves the slot alone if its holder is unknown', async () => {
  await subscribe(ONE);
  expect(await run('performUnsubscribe')).toEqual({});
  expect(gateway.url).toBe(ONE);
  expect(told()).toEqual(["New Ping: could not end this Zap's subscription, so events may keep arriving."]);
});
