import * as v from 'valibot';
import type { FaultSpec } from '../../../../sandbox/mobivate/index.ts';
import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../../tools/testing/server.ts';
import { catchUp, failureOf, useWorld } from '../support/world.ts';

// Thousands of rows take a while on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const world = useWorld();
beforeEach(() => catchUp(world()));

type Platform = 'classic' | 'vortex';
const PLATFORMS = ['classic', 'vortex'] as const;

const numbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(447_700_000_000 + index));

const send = (platform: Platform, rows: number): Promise<unknown> =>
  world().zapier.run('creates.send_bulk_sms.operation.perform', {
    authData: world()[platform],
    inputData: { originator: 'Bakery', recipients: numbers(rows), body: 'Your cake is ready.' },
  });

const batch = v.object({
  batch_ids: v.array(v.string()),
  requested: v.number(),
  accepted: v.number(),
  invalid: v.number(),
  duplicates: v.number(),
  not_sent: v.number(),
  unknown: v.number(),
  parts_total: v.number(),
  results: v.array(
    v.object({
      row: v.number(),
      recipient: v.string(),
      status: v.string(),
      reason: v.nullable(v.string()),
      batch_id: v.nullable(v.string()),
    }),
  ),
});

/** Runs the step beside what really went out, and checks that every row is accounted for. */
const sendAndCount = async (platform: Platform, rows: number) => {
  const { log } = world().sandbox.accounts[platform].ledger;
  const before = log.size;
  const result = v.parse(batch, await send(platform, rows));
  const { accepted, invalid, duplicates, not_sent, unknown, results } = result;
  expect(accepted + invalid + duplicates + not_sent + unknown).toBe(rows);
  expect(results.map(({ row }) => row)).toEqual(numbers(rows).map((_, index) => index + 1));
  expect(results.map(({ recipient }) => recipient)).toEqual(numbers(rows));
  const sentTo = new Set(
    log
      .all()
      .slice(before)
      .map(({ recipient }) => recipient),
  );
  return { ...result, out: log.size - before, sentTo };
};

const reasons = (results: readonly { status: string; reason: string | null }[], status: string) => [
  ...new Set(results.filter((row) => row.status === status).map(({ reason }) => reason)),
];

/** Lets the first batches pass, and the next one meet the fault. */
const failAfter = (passing: number, fault: FaultSpec): void => {
  const { faults } = world().sandbox;
  if (passing > 0) faults.add({ kind: 'latency', path: '/send/batch', times: passing });
  faults.add({ ...fault, path: '/send/batch' });
};

const UNCLEAR =
  'This message may or may not have been sent. Check its recipient in your Mobivate message log';

describe.each(PLATFORMS)('%s: in the middle of many', (platform) => {
  test.each([
    [{ kind: 'status', status: 500 }, 0, /^Mobivate returned a server error\. This message may/],
    [{ kind: 'status', status: 500, when: 'after' }, 1000, /^Mobivate returned a server error\. This/],
    [{ kind: 'drop' }, 0, /^The connection to Mobivate was lost before it responded\. This message/],
    [{ kind: 'drop', when: 'after' }, 1000, /^The connection to Mobivate was lost before it responded/],
    [{ kind: 'drop-body' }, 1000, /^The connection to Mobivate was lost before it responded/],
    [{ kind: 'truncated' }, 1000, /^Mobivate returned an unreadable response\. This message/],
    [{ kind: 'html' }, 0, /^Mobivate returned an unreadable response\. This message/],
    [{ kind: 'empty' }, 1000, /^Mobivate returned an unreadable response\. This message/],
  ] satisfies [FaultSpec, number, RegExp][])(
    'after %j, sends all others once, and looks up the rows in the log',
    async (fault, found, sentence) => {
      failAfter(1, fault);
      const { accepted, unknown, not_sent, batch_ids, results, out } = await sendAndCount(platform, 2000);
      expect({ accepted, unknown, not_sent }).toEqual({
        accepted: 1000 + found,
        unknown: 1000 - found,
        not_sent: 0,
      });
      expect(out).toBe(1000 + found);
      expect(batch_ids).toHaveLength(1);
      if (found === 0) {
        expect(reasons(results, 'unknown')).toEqual([expect.stringMatching(sentence)]);
        expect(reasons(results, 'unknown')[0]).toContain(UNCLEAR);
      } else {
        expect(results.filter(({ batch_id }) => batch_id === null)).toHaveLength(1000);
        expect(reasons(results, 'accepted')).toEqual([null]);
      }
      const sends = world().sandbox.requests.filter(({ method }) => method === 'POST');
      expect(sends).toHaveLength(2);
    },
  );

  test('a 400 affects only the rows of its request', async () => {
    failAfter(1, { kind: 'status', status: 400 });
    const { accepted, not_sent, unknown, results, out } = await sendAndCount(platform, 2000);
    expect({ accepted, not_sent, unknown }).toEqual({ accepted: 1000, not_sent: 1000, unknown: 0 });
    expect(out).toBe(1000);
    expect(reasons(results, 'not_sent')).toEqual([
      'Mobivate rejected this request ("Bad Request"). Check the fields of this step, or contact Mobivate support.',
    ]);
  });

  test.each([
    [401, /^Mobivate rejected this (Classic|Vortex) API key/],
    [402, /^The Mobivate account is out of credit\. Top it up, then send the rows that were not sent\.$/],
    [
      429,
      /^This account made too many requests to Mobivate, so this row was not sent\. Send it again later\.$/,
    ],
  ])('after a %i, starts no further requests', async (status, sentence) => {
    failAfter(1, { kind: 'status', status, times: 'always' });
    const { accepted, not_sent, unknown, results, out } = await sendAndCount(platform, 6000);
    expect({ accepted, not_sent, unknown }).toEqual({ accepted: 1000, not_sent: 5000, unknown: 0 });
    expect(out).toBe(1000);
    expect(reasons(results, 'not_sent')).toEqual([expect.stringMatching(sentence)]);
    expect(world().sandbox.requests.length).toBeLessThanOrEqual(4);
  });

  test('unknown rows do not fail the step, because a replay would text people twice', async () => {
    failAfter(0, { kind: 'status', status: 503, when: 'after', times: 'always' });
    world().sandbox.faults.add({ kind: 'status', status: 403, method: 'GET', times: 'always' });
    const { accepted, unknown, batch_ids, parts_total, out } = await sendAndCount(platform, 2);
    expect({ accepted, unknown, batch_ids, parts_total, out }).toEqual({
      accepted: 0,
      unknown: 2,
      batch_ids: [],
      parts_total: 0,
      out: 2,
    });
  });

  test('fails with one error of the right class if nothing was accepted', async () => {
    const { faults, accounts } = world().sandbox;
    const name = platform === 'classic' ? 'Classic' : 'Vortex';
    const meet = async (status: number, rows: number) => {
      faults.clear();
      faults.add({ kind: 'status', status, times: 'always', retryAfter: 7 });
      const failure = await failureOf(send(platform, rows));
      expect(leaksIn(failure.raw, accounts[platform].key)).toEqual([]);
      return failure;
    };
    expect(await meet(401, 1001)).toMatchObject({
      name: 'ExpiredAuthError',
      message: `Nothing was sent. Row 1 and 1000 more: not sent. Mobivate rejected this ${name} API key. It may be wrong, expired, or replaced by a newer one. Reconnect Mobivate with a valid key.`,
    });
    expect(await meet(402, 1)).toMatchObject({
      name: 'AppError',
      message:
        'Nothing was sent. Row 1: not sent. The Mobivate account is out of credit. Top it up, then send the rows that were not sent.',
    });
    expect(await meet(429, 1)).toMatchObject({
      name: 'ThrottledError',
      delay: expect.any(Number),
      message:
        'Nothing was sent. Row 1: not sent. This account made too many requests to Mobivate, so this row was not sent. Send it again later. Zapier will retry automatically.',
    });
    expect(await meet(400, 1)).toMatchObject({ name: 'AppError', message: /Bad Request/ });
  });

  test('sends nothing if the server is unreachable', async () => {
    process.env.MOBIVATE_API_URL = await closedUrl();
    const { name, message } = await failureOf(send(platform, 1001));
    expect(name).toBe('AppError');
    expect(message).toMatch(/^Nothing was sent\. Row 1 and 1000 more: not sent\. Could not reach Mobivate/);
  });

  describe('when the step runs out of time', () => {
    const clock = useDrivenClock();

    test('reports a hanging request as unknown, and sends the others', async () => {
      failAfter(1, { kind: 'hang' });
      const run = sendAndCount(platform, 2000);
      const { log } = world().sandbox.accounts[platform].ledger;
      const before = log.size;
      await clock.until(() => log.size === before + 1000);
      await clock.advance(17_000);
      const { accepted, unknown, not_sent, results, out } = await clock.through(run, 5);
      expect({ accepted, unknown, not_sent }).toEqual({ accepted: 1000, unknown: 1000, not_sent: 0 });
      expect(out).toBe(1000);
      expect(reasons(results, 'unknown')).toEqual([
        expect.stringMatching(
          /^Mobivate did not respond in time\. This message may or may not have been sent/,
        ),
      ]);
    });

    test('starts no request that would exceed the time', async () => {
      const { sandbox } = world();
      const hold = sandbox.faults.add({ kind: 'hang', when: 'after', times: 3, path: '/send/batch' });
      const run = sendAndCount(platform, 3500);
      await clock.until(() => hold.hits === 3);
      await clock.advance(17_000);
      const { accepted, unknown, not_sent, results, sentTo } = await run;
      expect({ accepted, unknown, not_sent }).toEqual({ accepted: 3000, unknown: 0, not_sent: 500 });
      expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(3);
      expect(reasons(results, 'not_sent')).toEqual([
        'The step ran out of time before this row was sent. Send it in another step.',
      ]);
      for (const { recipient, status } of results)
        expect(status === 'not_sent' && sentTo.has(recipient)).toBe(false);
    });
  });
});

test('uses the class of the most severe failure', async () => {
  const { sandbox } = world();
  sandbox.faults.add({ kind: 'status', status: 429, path: '/send/batch' });
  sandbox.faults.add({ kind: 'status', status: 402, path: '/send/batch' });
  sandbox.faults.add({ kind: 'status', status: 429, path: '/send/batch' });
  const { name, message } = await failureOf(send('classic', 2001));
  expect(name).toBe('AppError');
  expect(message).toBe(
    'Nothing was sent. Row 1 and 2000 more: not sent. The Mobivate account is out of credit. Top it up, then send the rows that were not sent.',
  );
});

test('fails without a request if all rows are invalid', async () => {
  const { sandbox, zapier, classic } = world();
  const { name, message } = await failureOf(
    zapier.run('creates.send_bulk_sms.operation.perform', {
      authData: classic,
      inputData: { originator: 'Bakery', recipients: ['soon', 'never'], body: 'Hi' },
    }),
  );
  expect(name).toBe('AppError');
  expect(message).toMatch(/^Nothing was sent\. Row 1 and 1 more: invalid\. Recipient "soon" contains "soon"/);
  expect(sandbox.requests).toEqual([]);
});
