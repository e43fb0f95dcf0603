import { GatewayError } from '@messaging/errors/gateway-error';
import { useDrivenClock } from '../../../tools/testing/clock.ts';
import { orNothing, sendAndLookUp } from '../src/unclear-send.ts';

const clock = useDrivenClock();

const unclear = () => Promise.reject(new GatewayError('No answer.', { kind: 'unknown' }));

/** A look-up that gives one thing after the other. */
const finding = (...found: (string | null | Error)[]) => {
  const looks = { count: 0 };
  const find = async () => {
    const next = found[looks.count] ?? null;
    looks.count += 1;
    if (next instanceof Error) throw next;
    return next;
  };
  return { looks, find };
};

const run = (send: () => Promise<string>, find: () => Promise<string | null>, remaining = 8_000) =>
  clock.through(sendAndLookUp(send, find, () => remaining));

test('returns the sent message without reading the log', async () => {
  const { looks, find } = finding('m');
  expect(await run(async () => 'm', find)).toEqual({ kind: 'sent', sent: 'm' });
  expect(looks.count).toBe(0);
});

test('finds a message whose response was lost', async () => {
  const { looks, find } = finding('m');
  expect(await run(unclear, find)).toEqual({ kind: 'found', found: 'm' });
  expect(looks.count).toBe(1);
});

test('looks again for a message that is logged seconds late', async () => {
  const { find } = finding(null, null, null, 'm');
  expect(await run(unclear, find)).toEqual({ kind: 'found', found: 'm' });
});

test('is unclear if the log does not have the message', async () => {
  const { looks, find } = finding();
  expect(await run(unclear, find)).toEqual({ kind: 'unclear', reason: 'No answer.' });
  expect(looks.count).toBe(4);
});

test.each([
  ['no time for a look', 999, 0],
  ['time for one look', 1_499, 1],
  ['time for short pauses only', 4_999, 3],
])('is unclear if there is %s', async (_, remaining, count) => {
  const { looks, find } = finding();
  expect(await run(unclear, find, remaining)).toMatchObject({ kind: 'unclear' });
  expect(looks.count).toBe(count);
});

test('is unclear if the log cannot be read, and does not look again', async () => {
  const { looks, find } = finding(new GatewayError('No.', { kind: 'forbidden' }), 'm');
  expect(await run(unclear, find)).toMatchObject({ kind: 'unclear' });
  expect(looks.count).toBe(1);
});

test.each([new GatewayError('Out of credit.', { kind: 'no_credit' }), new TypeError('a fault in here')])(
  'throws %p, which is a clear refusal',
  async (error) => {
    const { looks, find } = finding('m');
    await expect(run(() => Promise.reject(error), find)).rejects.toBe(error);
    expect(looks.count).toBe(0);
  },
);

test('rethrows a programming error in the look-up', async () => {
  await expect(orNothing(() => Promise.reject(new TypeError('a fault in here')))).rejects.toThrow('a fault');
});
