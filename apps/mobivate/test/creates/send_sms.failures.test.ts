import type { FaultSpec } from '../../../../sandbox/mobivate/index.ts';
import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../../tools/testing/server.ts';
import { type Failure, failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';

const LOGIN = { username: 'bakery', password: 'hush-hush-hush' };
const INPUT = {
  originator: 'Bakery',
  recipient: '447700900123',
  body: 'Your cake is ready.',
  reference: 'r-1042',
};

const send = (platform: Platform): Promise<unknown> =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData: { ...world()[platform], ...LOGIN },
    inputData: INPUT,
  });

/** No error may carry a secret, what came over the wire, what went into the step, or a stack. */
const expectPresentable = (platform: Platform, { raw, message }: Failure): void => {
  expect(leaksIn(raw, world()[platform].api_key)).toEqual([]);
  expect(leaksIn(raw, LOGIN.password)).toEqual([]);
  expect(raw).not.toMatch(/<|Bearer|127\.0\.0\.1|Your cake|r-1042|What happened|Console logs|\n| {4}at /);
  expect(message).toMatch(/^[A-Z][^{}]{20,400}\.$/);
};

const GONE_OUT =
  /The message may have gone out all the same, so it is not sent again: look for the recipient/;
const BROKEN = /^Mobivate met an error on its side\. The message may have gone out/;
const UNREADABLE = /^Mobivate gave an answer that cannot be read\. The message may have gone out/;
const CUT = /^The connection to Mobivate broke before an answer came\. The message may have gone out/;
const REFUSED = /^Mobivate refused the request/;
const THROTTLED = /^Mobivate is receiving too many requests from this account: Zapier tries again by itself/;
const OPTED_OUT =
  /^The recipient has opted out of messages from this Mobivate account, so nothing was sent\.$/;

const status = (code: number, more: Partial<FaultSpec> = {}): FaultSpec => ({
  kind: 'status',
  status: code,
  ...more,
});
const optedOut = 'Recipient is opted out: 447700900123';

interface Row {
  readonly met: string;
  readonly fault: FaultSpec;
  readonly name: 'AppError' | 'ExpiredAuthError' | 'HaltedError' | 'ThrottledError';
  readonly says: RegExp | Record<Platform, RegExp>;
}

const ROWS: Row[] = [
  {
    met: 'a 400',
    fault: status(400),
    name: 'AppError',
    says: /^Mobivate refused the request \(it says: Bad Request\): check the values/,
  },
  {
    met: 'a 401',
    fault: status(401),
    name: 'ExpiredAuthError',
    says: {
      classic: /^Mobivate does not accept this Classic API key: .* reconnect/,
      vortex: /^Mobivate does not accept this Vortex API key: .* reconnect/,
    },
  },
  {
    met: 'a 402',
    fault: status(402),
    name: 'AppError',
    says: /^The Mobivate account is out of credit, so nothing was sent: top it up/,
  },
  {
    met: 'a 403 about an opt-out',
    fault: status(403, { body: { code: 403, message: optedOut } }),
    name: 'HaltedError',
    says: OPTED_OUT,
  },
  {
    met: 'a 403 about an opt-out as text',
    fault: status(403, { body: { error: optedOut } }),
    name: 'HaltedError',
    says: OPTED_OUT,
  },
  {
    met: 'a 403 about a permission',
    fault: status(403, {
      body: { error: 'API Key is not permitted to perform this action. (create:SingleSMS)' },
    }),
    name: 'AppError',
    says: {
      classic:
        /^Mobivate does not allow this \(it says: API Key is not permitted to perform this action\. \(create:SingleSMS\)\)/,
      vortex:
        /^The API key lacks the Mobivate permission create:SingleSMS: tick it for this key at hub\.mobivate\.com → User Profile → API Keys/,
    },
  },
  {
    met: 'another 403',
    fault: status(403, { body: { message: 'Forbidden' } }),
    name: 'AppError',
    says: {
      classic: /^Mobivate does not allow this \(it says: Forbidden\): check the account and the API key/,
      vortex:
        /^Mobivate refused this API key \(it says: Forbidden\): check at hub\.mobivate\.com .* has the permission create:SingleSMS ticked/,
    },
  },
  {
    met: 'a 403 of a firewall',
    fault: { kind: 'html', status: 403 },
    name: 'AppError',
    says: {
      classic: /^Mobivate does not allow this: check/,
      vortex: /^Mobivate refused this API key: check/,
    },
  },
  {
    met: 'a 404',
    fault: status(404),
    name: 'AppError',
    says: /^Mobivate did not find .* \(it says: Not Found\): check the value, and the API Host/,
  },
  { met: 'a 405', fault: status(405), name: 'AppError', says: REFUSED },
  { met: 'a 409', fault: status(409), name: 'AppError', says: REFUSED },
  { met: 'a 413', fault: status(413), name: 'AppError', says: REFUSED },
  { met: 'a 413 of a gateway', fault: { kind: 'html', status: 413 }, name: 'AppError', says: REFUSED },
  { met: 'a 500', fault: status(500), name: 'AppError', says: BROKEN },
  { met: 'a 502', fault: status(502), name: 'AppError', says: BROKEN },
  { met: 'a 503', fault: status(503, { retryAfter: 7 }), name: 'AppError', says: BROKEN },
  { met: 'a 504', fault: status(504), name: 'AppError', says: BROKEN },
  {
    met: 'a 500 that speaks of an opt-out',
    fault: status(500, { body: { message: optedOut } }),
    name: 'AppError',
    says: BROKEN,
  },
  {
    met: 'a 302',
    fault: status(302, { headers: { Location: '/send/single' } }),
    name: 'AppError',
    says: /^The API Host answered with a redirect/,
  },
  {
    met: 'a 307',
    fault: status(307, { headers: { Location: '/send/single' } }),
    name: 'AppError',
    says: /^The API Host answered with a redirect/,
  },
  { met: 'HTML under 200', fault: { kind: 'html' }, name: 'AppError', says: UNREADABLE },
  { met: 'HTML under 500', fault: { kind: 'html', status: 500 }, name: 'AppError', says: BROKEN },
  { met: 'an empty 200', fault: { kind: 'empty' }, name: 'AppError', says: UNREADABLE },
  { met: 'an empty 500', fault: { kind: 'empty', status: 500 }, name: 'AppError', says: BROKEN },
  { met: 'a 204', fault: { kind: 'empty', status: 204 }, name: 'AppError', says: UNREADABLE },
  { met: 'truncated JSON', fault: { kind: 'truncated' }, name: 'AppError', says: UNREADABLE },
  { met: 'another shape', fault: { kind: 'shape' }, name: 'AppError', says: UNREADABLE },
  {
    met: 'an answer without id',
    fault: { kind: 'shape', body: { success: true, record: { text: 'x' } } },
    name: 'AppError',
    says: UNREADABLE,
  },
  {
    met: 'an empty id',
    fault: { kind: 'shape', body: { id: '', record: { id: '' } } },
    name: 'AppError',
    says: UNREADABLE,
  },
  { met: 'a list', fault: { kind: 'shape', body: [] }, name: 'AppError', says: UNREADABLE },
  { met: 'plain text under 200', fault: status(200, { body: 'OK' }), name: 'AppError', says: UNREADABLE },
  {
    met: 'success: false under 200',
    fault: { kind: 'shape', body: { success: false, message: 'No such route' } },
    name: 'AppError',
    says: /^Mobivate refused the request \(it says: No such route\)/,
  },
  {
    met: 'success: false with an id',
    fault: { kind: 'shape', body: { success: false, id: 'm', record: { id: 'm' } } },
    name: 'AppError',
    says: REFUSED,
  },
  {
    met: 'success: false about an opt-out',
    fault: { kind: 'shape', body: { success: false, error: { message: optedOut } } },
    name: 'HaltedError',
    says: OPTED_OUT,
  },
  { met: 'a connection dropped before the work', fault: { kind: 'drop' }, name: 'AppError', says: CUT },
  {
    met: 'a connection dropped after the work',
    fault: { kind: 'drop', when: 'after' },
    name: 'AppError',
    says: CUT,
  },
  { met: 'a connection dropped in the answer', fault: { kind: 'drop-body' }, name: 'AppError', says: CUT },
  {
    met: 'a connection dropped in an error',
    fault: { kind: 'drop-body', status: 400 },
    name: 'AppError',
    says: CUT,
  },
];

describe.each(['classic', 'vortex'] as const)('one request on %s, which meets', (platform) => {
  const failureWith = async (fault: FaultSpec): Promise<Failure> => {
    world().sandbox.faults.add(fault);
    const failure = await failureOf(send(platform));
    expect(world().sandbox.requests).toHaveLength(1);
    expectPresentable(platform, failure);
    return failure;
  };

  test.each(ROWS)('$met, ends in an $name', async ({ fault, name, says }) => {
    const failure = await failureWith(fault);
    expect(failure.name).toBe(name);
    expect(failure.message).toMatch(says instanceof RegExp ? says : says[platform]);
  });

  test.each([
    ['of seconds', 7, 7],
    ['of a fraction', '1.5', 2],
    ['of an HTTP date', 'in two minutes', 120],
    ['of a date that is over', 'Sat, 01 Jan 2000 00:00:00 GMT', 1],
    ['that is absent', undefined, 60],
    ['of a day', 86_400, 3600],
    ['of zero', 0, 1],
    ['that is garbage', 'soon; really', 60],
  ])('a 429 with a Retry-After %s, is run again by Zapier', async (_, given, seconds) => {
    const header = given === 'in two minutes' ? new Date(Date.now() + 120_000).toUTCString() : given;
    const failure = await failureWith(status(429, header === undefined ? {} : { retryAfter: header }));
    expect(failure.name).toBe('ThrottledError');
    expect(failure.message).toMatch(THROTTLED);
    expect(Math.abs(Number(failure.delay) - seconds)).toBeLessThanOrEqual(given === 'in two minutes' ? 1 : 0);
  });

  test('an API Host where nobody listens', async () => {
    process.env.MOBIVATE_API_URL = await closedUrl();
    const failure = await failureOf(send(platform));
    expect(failure.name).toBe('AppError');
    expect(failure.message).toMatch(
      /^Mobivate could not be reached, so nothing was done: check the API Host/,
    );
    expectPresentable(platform, failure);
  });

  describe('on a driven clock', () => {
    const clock = useDrivenClock();

    test.each([
      ['no answer', { kind: 'hang' }],
      ['no answer after the work', { kind: 'hang', when: 'after' }],
    ] as const)('%s, ends after 25 seconds', async (_, fault) => {
      const { sandbox } = world();
      sandbox.faults.add(fault);
      let over = false;
      const ended = failureOf(send(platform)).finally(() => {
        over = true;
      });
      await clock.until(() => sandbox.requests.length === 1);
      await clock.advance(24_000);
      expect(over).toBe(false);
      await clock.advance(1_000);
      const failure = await ended;
      expect(failure.name).toBe('AppError');
      expect(failure.message).toMatch(/^Mobivate did not answer in time\./);
      expect(failure.message).toMatch(GONE_OUT);
      expect(sandbox.requests).toHaveLength(1);
      expectPresentable(platform, failure);
    });
  });
});

test('a scheduled message on Classic, whose end is unclear, may have been taken all the same', async () => {
  world().sandbox.faults.add(status(500));
  const schedule_at = new Date(Date.now() + 3_600_000).toISOString();
  const run = world().zapier.run('creates.send_sms.operation.perform', {
    authData: world().classic,
    inputData: { ...INPUT, schedule_at },
  });
  expect((await failureOf(run)).message).toMatch(BROKEN);
  expect(world().sandbox.requests).toHaveLength(1);
});

test("Vortex's errors are understood in both of their forms", async () => {
  const { sandbox } = world();
  for (const form of ['object', 'string'] as const) {
    sandbox.settings.vortexErrors = form;
    sandbox.faults.add(status(400));
    expect((await failureOf(send('vortex'))).message).toMatch(/\(it says: Bad Request\)/);
  }
});

test('a key without permission is told which, and a wrong one that it is wrong', async () => {
  const { sandbox, zapier } = world();
  const sendWith = (api_key: string) =>
    failureOf(zapier.run('creates.send_sms.operation.perform', { authData: { api_key }, inputData: INPUT }));
  expect(await sendWith(sandbox.accounts.vortexLimited.key)).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/lacks the Mobivate permission create:SingleSMS/),
  });
  expect(await sendWith('no-such-key')).toMatchObject({ name: 'ExpiredAuthError' });
});

test('an account without credit is told so', async () => {
  const { ledger } = world().sandbox.accounts.classic;
  ledger.credit = 0;
  expect((await failureOf(send('classic'))).message).toMatch(/out of credit/);
  ledger.credit = Number.POSITIVE_INFINITY;
  expect(await send('classic')).toMatchObject({ status: 'accepted' });
});
