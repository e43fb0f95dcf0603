import type { FaultSpec } from '../../../../sandbox/mobivate/index.ts';
import { useDrivenClock } from '../../../../tools/testing/clock.ts';
import { leaksIn } from '../../../../tools/testing/secrets.ts';
import { closedUrl } from '../../../../tools/testing/server.ts';
import { catchUp, type Failure, failureOf, useWorld } from '../support/world.ts';

const world = useWorld();
beforeEach(() => catchUp(world()));

type Platform = 'classic' | 'vortex';

const LOGIN = { username: 'bakery', password: 'hush-hush-hush' };
const INPUT = {
  originator: 'Bakery',
  recipient: '447700900123',
  body: 'Your cake is ready.',
  reference: 'r-1042',
};

const send = (platform: Platform, inputData: Record<string, unknown> = INPUT): Promise<unknown> =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData: { ...world()[platform], ...LOGIN },
    inputData,
  });

/** No error may carry a secret, what came over the wire, what went into the step, or a stack. */
const expectPresentable = (platform: Platform, { raw, message }: Failure): void => {
  expect(leaksIn(raw, world()[platform].api_key)).toEqual([]);
  expect(leaksIn(raw, LOGIN.password)).toEqual([]);
  expect(raw).not.toMatch(/<|Bearer|127\.0\.0\.1|Your cake|r-1042|What happened|Console logs|\n| {4}at /);
  expect(message).toMatch(/^[A-Z][^{}]{20,400}\.$/);
};

const REFUSED = /^Mobivate rejected this request/;
const THROTTLED = /^This account made too many requests to Mobivate. Zapier will retry automatically/;
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
    says: /^Mobivate rejected this request \("Bad Request"\)\. Check the fields/,
  },
  {
    met: 'a 401',
    fault: status(401),
    name: 'ExpiredAuthError',
    says: {
      classic: /^Mobivate rejected this Classic API key\. .* Reconnect/,
      vortex: /^Mobivate rejected this Vortex API key\. .* Reconnect/,
    },
  },
  {
    met: 'a 402',
    fault: status(402),
    name: 'AppError',
    says: /^The Mobivate account is out of credit, so nothing was sent\. Top it up/,
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
        /^Mobivate does not allow this \("API Key is not permitted to perform this action\. \(create:SingleSMS\)"\)/,
      vortex:
        /^The API key lacks the Mobivate permission create:SingleSMS\. Select it for this key at hub\.mobivate\.com → User Profile → API Keys/,
    },
  },
  {
    met: 'another 403',
    fault: status(403, { body: { message: 'Forbidden' } }),
    name: 'AppError',
    says: {
      classic: /^Mobivate does not allow this \("Forbidden"\)\. Check the API key in your/,
      vortex:
        /^Mobivate refused this API key \("Forbidden"\)\. At hub\.mobivate\.com .* has the permission create:SingleSMS,/,
    },
  },
  {
    met: 'a 403 of a firewall',
    fault: { kind: 'html', status: 403 },
    name: 'AppError',
    says: {
      classic: /^Mobivate does not allow this\. Check/,
      vortex: /^Mobivate refused this API key\. At hub/,
    },
  },
  {
    met: 'a 404',
    fault: status(404),
    name: 'AppError',
    says: /^Mobivate couldn't find this item \("Not Found"\)\. Check the ID/,
  },
  { met: 'a 405', fault: status(405), name: 'AppError', says: REFUSED },
  { met: 'a 409', fault: status(409), name: 'AppError', says: REFUSED },
  { met: 'a 413', fault: status(413), name: 'AppError', says: REFUSED },
  { met: 'a 413 of a gateway', fault: { kind: 'html', status: 413 }, name: 'AppError', says: REFUSED },
  {
    met: 'a 302',
    fault: status(302, { headers: { Location: '/send/single' } }),
    name: 'AppError',
    says: /^The API Host responded with a redirect/,
  },
  {
    met: 'a 307',
    fault: status(307, { headers: { Location: '/send/single' } }),
    name: 'AppError',
    says: /^The API Host responded with a redirect/,
  },
  {
    met: 'success: false under 200',
    fault: { kind: 'shape', body: { success: false, message: 'No such route' } },
    name: 'AppError',
    says: /^Mobivate rejected this request \("No such route"\)/,
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
];

const BROKEN = 'Mobivate returned a server error.';
const UNREADABLE = 'Mobivate returned an unreadable response.';
const CUT = 'The connection to Mobivate was lost before it responded.';

/** Faults that leave it open whether the message went out, with what is said of them. */
const UNCLEAR: readonly (readonly [met: string, fault: FaultSpec, says: string])[] = [
  ['a 500', status(500), BROKEN],
  ['a 500 after the work', status(500, { when: 'after' }), BROKEN],
  ['a 502', status(502), BROKEN],
  ['a 503', status(503, { retryAfter: 7 }), BROKEN],
  ['a 504', status(504), BROKEN],
  ['a 500 that speaks of an opt-out', status(500, { body: { message: optedOut } }), BROKEN],
  ['HTML under 200', { kind: 'html' }, UNREADABLE],
  ['HTML under 500', { kind: 'html', status: 500 }, BROKEN],
  ['an empty 200', { kind: 'empty' }, UNREADABLE],
  ['an empty 500', { kind: 'empty', status: 500 }, BROKEN],
  ['a 204', { kind: 'empty', status: 204 }, UNREADABLE],
  ['truncated JSON', { kind: 'truncated' }, UNREADABLE],
  ['another shape', { kind: 'shape' }, UNREADABLE],
  ['an answer without id', { kind: 'shape', body: { success: true, record: { text: 'x' } } }, UNREADABLE],
  ['an empty id', { kind: 'shape', body: { id: '', record: { id: '' } } }, UNREADABLE],
  ['a list', { kind: 'shape', body: [] }, UNREADABLE],
  ['plain text under 200', status(200, { body: 'OK' }), UNREADABLE],
  ['a connection dropped before the work', { kind: 'drop' }, CUT],
  ['a connection dropped after the work', { kind: 'drop', when: 'after' }, CUT],
  ['a connection dropped in the answer', { kind: 'drop-body' }, CUT],
  ['a connection dropped in an error', { kind: 'drop-body', status: 400 }, CUT],
];

const sends = () => world().sandbox.requests.filter(({ method }) => method === 'POST').length;

/** The id of a message as the log of its platform shows it. */
const loggedId = (platform: Platform, id: string | undefined) =>
  platform === 'classic' ? id?.replaceAll('-', '').toUpperCase() : id;

describe.each(['classic', 'vortex'] as const)('one request on %s, which meets', (platform) => {
  const failureWith = async (fault: FaultSpec): Promise<Failure> => {
    world().sandbox.faults.add(fault);
    const failure = await failureOf(send(platform));
    expect(world().sandbox.requests).toHaveLength(1);
    expectPresentable(platform, failure);
    return failure;
  };

  test.each(ROWS)('$met, fails with an $name', async ({ fault, name, says }) => {
    const failure = await failureWith(fault);
    expect(failure.name).toBe(name);
    expect(failure.message).toMatch(says instanceof RegExp ? says : says[platform]);
  });

  test('is unknown after an unclear send if the log cannot be read', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'drop', when: 'after' });
    sandbox.faults.add({ ...status(403, { body: { message: 'No.' } }), times: 'always' });
    expect(await send(platform)).toMatchObject({ status: 'unknown', id: null });
    expect(sends()).toBe(1);
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
  ])('is retried by Zapier after a 429 with Retry-After %s', async (_, given, seconds) => {
    const header = given === 'in two minutes' ? new Date(Date.now() + 120_000).toUTCString() : given;
    const failure = await failureWith(status(429, header === undefined ? {} : { retryAfter: header }));
    expect(failure.name).toBe('ThrottledError');
    expect(failure.message).toMatch(THROTTLED);
    const more = Number(failure.delay) - seconds;
    expect(more).toBeGreaterThanOrEqual(given === 'in two minutes' ? -1 : 0);
    expect(more).toBeLessThanOrEqual(31);
  });

  test('reports an unreachable API Host', async () => {
    process.env.MOBIVATE_API_URL = await closedUrl();
    const failure = await failureOf(send(platform));
    expect(failure.name).toBe('AppError');
    expect(failure.message).toMatch(/^Could not reach Mobivate, so nothing was done. Check the API Host/);
    expectPresentable(platform, failure);
  });

  describe('on a driven clock', () => {
    const clock = useDrivenClock();

    /** Waits for the first look into the log, and drives the clock from there. */
    const ended = async (run: Promise<unknown>) => {
      const hasLooked = () =>
        world().sandbox.requests.some(({ method, status: answered }) => method === 'GET' && answered === 200);
      await clock.until(hasLooked);
      return clock.through(run);
    };

    test.each(UNCLEAR)('%s, looks in the log and returns a result', async (met, fault, says) => {
      const { sandbox } = world();
      const { log } = sandbox.accounts[platform].ledger;
      const before = log.size;
      sandbox.faults.add(fault);
      const reference = `r-${before}-${met}`;
      const result = await ended(send(platform, { ...INPUT, reference }));
      if (log.size > before) {
        const id = loggedId(platform, log.all().at(-1)?.id);
        expect(result).toMatchObject({ status: 'accepted', id, reason: null, reference });
      } else {
        const reason = `${says} This message may or may not have been sent. Check its reference in your Mobivate message log, or with Find Message, before you send it again.`;
        expect(result).toMatchObject({ status: 'unknown', id: null, batch_id: null, reason });
      }
      expect(sends()).toBe(1);
    });

    test.each([
      ['no answer', { kind: 'hang' }, { status: 'unknown', reason: /^Mobivate did not respond in time\./ }],
      ['no answer after the work', { kind: 'hang', when: 'after' }, { status: 'accepted', reason: null }],
    ] as const)('%s, times out after 17 seconds and looks up the message', async (met, fault, expected) => {
      const { sandbox } = world();
      sandbox.faults.add(fault);
      let over = false;
      const ended = send(platform, { ...INPUT, reference: met }).finally(() => {
        over = true;
      });
      await clock.until(() => sandbox.requests.length === 1);
      await clock.advance(16_999);
      expect(over).toBe(false);
      const result = Object(await clock.through(ended));
      expect(result.status).toBe(expected.status);
      if (expected.reason) expect(result.reason).toMatch(expected.reason);
      else expect(result.id).toBeTruthy();
      expect(sends()).toBe(1);
    });

    test('does not match an earlier message with the same reference', async () => {
      const { sandbox } = world();
      await send(platform);
      sandbox.clock.advance(5_000);
      vi.setSystemTime(sandbox.clock.now());
      sandbox.faults.add(status(500));
      expect(await ended(send(platform))).toMatchObject({ status: 'unknown', id: null });
    });

    test('ends in time without any response', async () => {
      const { sandbox } = world();
      sandbox.faults.add({ kind: 'hang', times: 'always' });
      const began = Date.now();
      expect(await clock.through(send(platform))).toMatchObject({ status: 'unknown' });
      expect(Date.now() - began).toBeLessThan(26_000);
    });
  });
});

test('finds a scheduled Classic message in the log after a lost response', async () => {
  world().sandbox.faults.add({ kind: 'drop', when: 'after' });
  const schedule_at = new Date(Date.now() + 3_600_000).toISOString();
  const result = await world().zapier.run('creates.send_sms.operation.perform', {
    authData: world().classic,
    inputData: { ...INPUT, schedule_at },
  });
  const message = world().sandbox.accounts.classic.ledger.log.all().at(-1);
  expect(result).toMatchObject({ status: 'scheduled', id: loggedId('classic', message?.id), batch_id: null });
  expect(sends()).toBe(1);
});

test('reads both formats of Vortex errors', async () => {
  const { sandbox } = world();
  for (const form of ['object', 'string'] as const) {
    sandbox.settings.vortexErrors = form;
    sandbox.faults.add(status(400));
    expect((await failureOf(send('vortex'))).message).toMatch(/\("Bad Request"\)/);
  }
});

test('names a missing permission, and reports an invalid key', async () => {
  const { sandbox, zapier } = world();
  const sendWith = (api_key: string) =>
    failureOf(zapier.run('creates.send_sms.operation.perform', { authData: { api_key }, inputData: INPUT }));
  expect(await sendWith(sandbox.accounts.vortexLimited.key)).toMatchObject({
    name: 'AppError',
    message: expect.stringMatching(/lacks the Mobivate permission create:SingleSMS/),
  });
  expect(await sendWith('no-such-key')).toMatchObject({ name: 'ExpiredAuthError' });
});

test('reports an account without credit', async () => {
  const { ledger } = world().sandbox.accounts.classic;
  ledger.credit = 0;
  expect((await failureOf(send('classic'))).message).toMatch(/out of credit/);
  ledger.credit = Number.POSITIVE_INFINITY;
  expect(await send('classic')).toMatchObject({ status: 'accepted' });
});
