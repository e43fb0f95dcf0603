import type { ZObject } from 'zapier-platform-core';
import { createAppHandler } from 'zapier-platform-core';
import { endIdleWait, goOn } from '../src/waiting.ts';

/** The status that the platform gives a run of `work`. */
const statusOf = async (work: (z: ZObject) => void) => {
  const app = {
    version: '1.0.0',
    platformVersion: '19.1.0',
    afterApp: [endIdleWait],
    creates: {
      wait: {
        key: 'wait',
        noun: 'Wait',
        display: { label: 'Wait', description: 'Waits for a call.' },
        operation: {
          perform: (z: ZObject) => {
            work(z);
            return { url: 'asked for' };
          },
        },
      },
    },
  };
  const { status, results } = await createAppHandler(app)({
    command: 'execute',
    method: 'creates.wait.operation.perform',
    callback_url: 'https://example.com/callback',
    bundle: {},
  });
  expect(results).toEqual({ url: 'asked for' });
  return status;
};

test('a run with a callback URL waits, unless it calls goOn', async () => {
  expect(await statusOf((z) => z.generateCallbackUrl())).toBe('CALLBACK');
  expect(
    await statusOf((z) => {
      z.generateCallbackUrl();
      goOn(z);
    }),
  ).toBe('SUCCESS');
  expect(await statusOf(() => {})).toBe('SUCCESS');
});

test('goOn in one run leaves another run waiting', async () => {
  const [first, second] = await Promise.all([
    statusOf((z) => {
      z.generateCallbackUrl();
      goOn(z);
    }),
    statusOf((z) => z.generateCallbackUrl()),
  ]);
  expect([first, second]).toEqual(['SUCCESS', 'CALLBACK']);
});

test.each([null, 'text', {}, { input: null }, { input: {} }, { input: { z: null } }, { input: { z: {} } }])(
  'returns %j unchanged',
  async (end) => {
    expect(await endIdleWait(end)).toBe(end);
  },
);
