import { InvalidInputError } from '@messaging/errors/invalid-input';
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

/** A gateway that pings: it knows one URL, and its events are numbers as ids. */
const gateway = { url: '', isClosed: false, last: [9, 8, 7, 6, 5], completedAtOnce: 0, mostAtOnce: 0 };

const inputFields = defineInputFields([{ key: 'least', label: 'Least', type: 'integer' }]);

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
  subscription: {
    check: () => {
      if (gateway.isClosed) throw new InvalidInputError('The gateway takes nobody.');
    },
    subscribe: async (_step, { targetUrl = '' }) => {
      gateway.url = targetUrl;
      return { id: targetUrl };
    },
    unsubscribe: async ({ targetUrl }, _z, inStep) => {
      await inStep(async () => {
        if (targetUrl !== gateway.url) throw new Error('There is no such subscription.');
        gateway.url = '';
      });
    },
  },
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
  gateway.isClosed = false;
  gateway.mostAtOnce = 0;
  platform.logs.splice(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => platform.close());

const run = (method: string, bundle: Record<string, unknown> = {}, inputData: Record<string, unknown> = {}) =>
  platform.run(`triggers.ping.operation.${method}`, { inputData, bundle });

const subscribe = (targetUrl: string) => run('performSubscribe', { targetUrl });

const told = () =>
  platform.logs.map(({ message }) => message.trim()).filter((line) => line.includes('New Ping'));

const ONE = 'https://hooks.example/one';

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
  expect(await subscribe(ONE)).toEqual({ id: ONE });
  expect(gateway.url).toBe(ONE);
  expect(await run('performUnsubscribe', { targetUrl: ONE })).toEqual({});
  expect(gateway.url).toBe('');
});

test('neither subscribes nor lists if the check throws', async () => {
  gateway.isClosed = true;
  for (const method of ['performSubscribe', 'performList']) {
    expect((await failureOf(run(method, { targetUrl: ONE }))).message).toBe('The gateway takes nobody.');
  }
  expect(gateway.url).toBe('');
});

test('logs a failed unsubscription, and succeeds', async () => {
  await subscribe(ONE);
  expect(await run('performUnsubscribe')).toEqual({});
  expect(gateway.url).toBe(ONE);
  expect(told()).toEqual(["New Ping: could not end this Zap's subscription, so events may keep arriving."]);
});
