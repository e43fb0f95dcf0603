import { GatewayError } from '@messaging/errors/gateway-error';
import type { Call, Reply } from '@messaging/gateway/call';
import { orNull } from '@messaging/gateway/exchange';
import { LOOK_UP_MILLISECONDS } from '@messaging/gateway/unclear-send';
import * as v from 'valibot';
import { readConnection } from '../../src/api/connection.ts';
import { createExchange } from '../../src/api/exchange.ts';

const connection = readConnection({ api_key: 'a-classic-key' });
const schema = v.object({ id: v.string() });
const answer = (status: number, data: unknown): Reply => ({ kind: 'answer', status, data, retryAfter: null });

const exchangeWith = (reply: Reply) => {
  const calls: Call[] = [];
  const exchange = createExchange(connection, async (call) => {
    calls.push(call);
    return reply;
  });
  return { exchange, calls };
};

test("sends a call to the connection's base URL, without its purpose", async () => {
  const { exchange, calls } = exchangeWith(answer(201, { id: 'm-1', more: true }));
  const record = await exchange(
    {
      method: 'POST',
      path: '/send/single',
      json: { text: 'x' },
      effect: 'sends',
      permission: 'create:SingleSMS',
    },
    schema,
  );
  expect(record).toEqual({ id: 'm-1' });
  expect(calls).toEqual([
    {
      method: 'POST',
      url: 'https://api.mobivatebulksms.com/send/single',
      json: { text: 'x' },
      leave: LOOK_UP_MILLISECONDS,
    },
  ]);
});

test.each([
  ['reads', undefined, 0],
  ['registers', undefined, 0],
  ['changes', undefined, LOOK_UP_MILLISECONDS],
  ['changes', 0, 0],
] as const)('a call that %s with leave %p leaves %p ms of the step', async (effect, leave, left) => {
  const { exchange, calls } = exchangeWith(answer(200, { id: 'm-1' }));
  await exchange({ method: 'POST', path: '/x', effect, leave }, schema);
  expect(calls).toMatchObject([{ leave: left }]);
});

test.each([
  ['another shape', answer(200, { ID: 'm-1' }), 'unknown'],
  ['nothing', answer(200, undefined), 'unknown'],
  ['success: false before the promised record', answer(200, { success: false, id: 'm-1' }), 'refused'],
  ['the promised record under an error status', answer(500, { id: 'm-1' }), 'unknown'],
  ['the promised record under a status of no end', answer(199, { id: 'm-1' }), 'unknown'],
  ['the promised record under a choice', answer(300, { id: 'm-1' }), 'refused'],
  ['a redirect', answer(302, { id: 'm-1' }), 'refused'],
  ['no answer in time', { kind: 'silence', reason: 'timeout' } as const, 'unknown'],
  ['no connection', { kind: 'silence', reason: 'unreachable' } as const, 'unreachable'],
])('%s fails', async (_, reply, kind) => {
  const { exchange } = exchangeWith(reply);
  const failure = await exchange({ method: 'GET', path: '/x', effect: 'reads' }, schema).catch(
    (error) => error,
  );
  expect(failure).toBeInstanceOf(GatewayError);
  expect(failure).toMatchObject({ kind });
});

test.each([
  [404, null],
  [403, 'forbidden'],
  [500, 'unknown'],
])('orNull returns null for not_found, and turns a %i into %j', async (status, outcome) => {
  const { exchange } = exchangeWith(answer(status, {}));
  const asked = orNull(exchange({ method: 'GET', path: '/x', effect: 'reads' }, schema));
  expect(await asked.catch((error) => error.kind)).toBe(outcome);
});

test('orNull returns a result, and rethrows other errors', async () => {
  expect(await orNull(Promise.resolve({ id: 'm-1' }))).toEqual({ id: 'm-1' });
  const error = Object.assign(new Error('a bug'), { kind: 'not_found' });
  await expect(orNull(Promise.reject(error))).rejects.toBe(error);
});
