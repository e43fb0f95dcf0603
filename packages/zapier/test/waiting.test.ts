import type { ZObject } from 'zapier-platform-core';
import { createAppHandler } from 'zapier-platform-core';
import { endIdleWait, goOn } from '../src/waiting.ts';

/** The status with which the platform ends a run that asked for a callback URL. */
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

test('a run that asked for a callback URL waits, unless it goes on', async () => {
  expect(await statusOf((z) => z.generateCallbackUrl())).toBe('CALLBACK');
  expect(
    await statusOf((z) => {
      z.generateCallbackUrl();
      goOn(z);
    }),
  ).toBe('SUCCESS');
  expect(await statusOf(() => {})).toBe('SUCCESS');
});

test('one run that goes on leaves another one waiting', async () => {
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
  'what is no end of a run stays as it is: %j',
  async (end) => {
    expect(await endIdleWait(end)).toBe(end);
  },
);
