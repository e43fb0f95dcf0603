import { useFixedDate } from '../../../../tools/testing/date.ts';
import { failureOf, useWorld } from '../support/world.ts';

const NOW = '2026-06-10T10:20:00Z';

const world = useWorld({ now: Date.parse(NOW) });
const setDate = useFixedDate();
beforeEach(() => setDate(NOW));

type Platform = 'classic' | 'vortex';

const PLATFORMS = ['classic', 'vortex'] as const;
const METHOD = 'creates.send_sms.operation.perform';
const BASE = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };

const send = (platform: Platform, inputData: object = {}, meta: Record<string, unknown> = {}) =>
  world().zapier.run(METHOD, {
    authData: world()[platform],
    inputData: { ...BASE, ...inputData },
    meta,
  });

const OPEN = { window_start: '9', window_end: '17:30' };
const CLOSED = { window_start: '20:00', window_end: '6:00' };

describe('plain punctuation', () => {
  test.each(PLATFORMS)('is sent and returned on %s', async (platform) => {
    const sent = await send(platform, { body: '“Ready” – it’s 5… 🎂', plain_punctuation: 'true' });
    const [request] = world().sandbox.requests;
    expect(sent).toMatchObject({ body: '"Ready" - it\'s 5... 🎂', encoding: 'UCS-2' });
    expect(request?.json).toMatchObject({
      [platform === 'classic' ? 'body' : 'text']: '"Ready" - it\'s 5... 🎂',
    });
  });

  test('is applied before parts are counted', async () => {
    const body = `“${'a'.repeat(158)}”`;
    const failure = await failureOf(send('vortex', { body, max_parts: 1 }));
    expect(failure.message).toBe(
      'Message Body needs 3 parts, but Max Parts is 1. These characters make parts shorter (70 instead of 160 characters): “ ”. Set Plain Punctuation to yes, or raise Max Parts.',
    );
    expect(world().sandbox.requests).toEqual([]);
    expect(await send('vortex', { body, max_parts: 1, plain_punctuation: true })).toMatchObject({
      parts: 1,
      encoding: 'GSM-7',
      characters: 160,
    });
  });
});

test.each(PLATFORMS)('refuses more parts than allowed on %s without a request', async (platform) => {
  const failure = await failureOf(send(platform, { body: 'a'.repeat(161), max_parts: ' 1 ' }));
  expect(failure.message).toBe(
    'Message Body needs 2 parts, but Max Parts is 1. Shorten the text, or raise Max Parts.',
  );
  expect(world().sandbox.requests).toEqual([]);
});

describe('a sending window', () => {
  test.each(PLATFORMS)('sends immediately inside the window on %s', async (platform) => {
    const sent = await send(platform, OPEN);
    const [request] = world().sandbox.requests;
    expect(sent).toMatchObject({ status: 'accepted', scheduled_for: null });
    expect(request?.path).toBe('/send/single');
    expect(request?.json).not.toHaveProperty('scheduleDateTime');
  });

  test.each([
    ['classic', '/send/batch', '+0000'],
    ['vortex', '/send/single', 'Z'],
  ] as const)('schedules outside the window on %s', async (platform, path, zone) => {
    const sent = await send(platform, CLOSED);
    const [request] = world().sandbox.requests;
    expect(sent).toMatchObject({ status: 'scheduled', scheduled_for: '2026-06-10T20:00:00.000Z' });
    expect(request?.path).toBe(path);
    expect(request?.json).toMatchObject({
      scheduleDateTime: `2026-06-10T20:00:00${zone}`,
    });
  });

  test("uses the Zap's time zone unless another one is set", async () => {
    const ofNepal = { ...CLOSED, window_timezone: 'Asia/Kathmandu' };
    expect(await send('vortex', CLOSED, { timezone: 'Asia/Kolkata' })).toMatchObject({
      scheduled_for: '2026-06-10T14:30:00.000Z',
    });
    expect(await send('vortex', ofNepal, { timezone: 'Asia/Kolkata' })).toMatchObject({
      scheduled_for: '2026-06-10T14:15:00.000Z',
    });
  });

  test('moves a schedule outside the window', async () => {
    const scheduled = { ...OPEN, schedule_at: '2026-06-11T07:00:00+01:00' };
    expect(await send('vortex', scheduled)).toMatchObject({ scheduled_for: '2026-06-11T09:00:00.000Z' });
    expect(world().sandbox.requests[0]?.json).toMatchObject({ scheduleDateTime: '2026-06-11T09:00:00Z' });
  });

  test.each([
    [{ window_start: '9:00' }, 'Send No Earlier Than "9:00" and Send No Later Than "" work only together'],
    [
      { window_start: '9:00', window_end: '9' },
      'Send No Later Than "9" is the same time as Send No Earlier Than',
    ],
    [{ ...OPEN, window_timezone: 'Mars/Base' }, 'Sending Hours Time Zone "Mars/Base" is not a time zone'],
  ])('rejects %j without a request', async (window, sentence) => {
    const failure = await failureOf(send('classic', window));
    expect(failure.message).toContain(sentence);
    expect(world().sandbox.requests).toEqual([]);
  });

  test.each([
    ['open', OPEN],
    ['closed', CLOSED],
  ])('that is %s cannot be combined with a campaign on Classic', async (_, window) => {
    const failure = await failureOf(send('classic', { ...window, campaign_id: 'c-7' }));
    expect(failure.message).toBe(
      'Campaign "c-7" can\'t be combined with Schedule At or sending hours. Clear Campaign, or clear the times.',
    );
    expect(world().sandbox.requests).toEqual([]);
  });
});

describe('once per reference', () => {
  const ONCE = { reference: 'order-1042', once_per_reference: 'true' };
  const optOut = () => world().sandbox.optOut(world().sandbox.accounts.vortex, '447700900123');

  afterEach(() => {
    const { zapier, sandbox } = world();
    zapier.cache.entries.clear();
    sandbox.accounts.vortex.ledger.optouts.delete('447700900123');
  });

  test.each(PLATFORMS)('sends one message for twenty concurrent runs on %s', async (platform) => {
    const runs = await Promise.all(Array.from({ length: 20 }, () => send(platform, ONCE)));
    const sent = runs.find((run) => expect.objectContaining({ status: 'accepted' }).asymmetricMatch(run));
    const { id } = Object(sent);
    const duplicate = expect.objectContaining({ status: 'skipped', skipped_reason: 'duplicate', id });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(world().sandbox.requests).toHaveLength(1);
    expect(runs.filter((run) => duplicate.asymmetricMatch(run))).toHaveLength(19);
  });

  test('returns the first output for a repeat, with the status skipped', async () => {
    const sent = await send('classic', { ...ONCE, route_id: 'm2', campaign_id: 'c-7' });
    const repeat = await send('classic', { ...ONCE, route_id: 'm2', campaign_id: 'c-7' });
    expect(repeat).toEqual({
      ...(sent instanceof Object && sent),
      status: 'skipped',
      skipped_reason: 'duplicate',
      reason: 'An earlier run already sent this message, so it was not sent again.',
    });
  });

  test('returns the batch id for a repeat of a scheduled Classic message', async () => {
    const scheduled = { ...ONCE, schedule_at: '2026-06-11T07:00:00Z' };
    const sent = await send('classic', scheduled);
    expect(sent).toMatchObject({ status: 'scheduled', id: null, batch_id: expect.any(String) });
    expect(await send('classic', scheduled)).toMatchObject({
      status: 'skipped',
      id: null,
      batch_id: Object(sent).batch_id,
      scheduled_for: null,
    });
  });

  test('treats differently written numbers as the same recipient', async () => {
    await send('vortex', ONCE);
    expect(await send('vortex', { ...ONCE, recipient: '0044 (0)7700-900123' })).toMatchObject({
      skipped_reason: 'duplicate',
    });
    expect(await send('vortex', { ...ONCE, recipient: '+447700900124' })).toMatchObject({
      status: 'accepted',
    });
    expect(await send('vortex', { ...ONCE, reference: 'order-1043' })).toMatchObject({ status: 'accepted' });
  });

  test('does not count sends without Once per Reference', async () => {
    await send('vortex', { ...ONCE, once_per_reference: 'no' });
    await send('vortex', ONCE);
    await send('vortex', { ...ONCE, once_per_reference: '' });
    expect(world().sandbox.requests).toHaveLength(3);
  });

  test('does not count tests in the editor', async () => {
    await send('vortex', ONCE, { isLoadingSample: true });
    await send('vortex', ONCE);
    await send('vortex', ONCE, { isLoadingSample: true });
    expect(world().sandbox.requests).toHaveLength(3);
  });

  test.each([401, 402, 403, 404, 400, 429])('releases the reference after a %i', async (status) => {
    world().sandbox.faults.add({ kind: 'status', status });
    await failureOf(send('vortex', ONCE));
    expect(await send('vortex', ONCE)).toMatchObject({ status: 'accepted' });
  });

  test.each(PLATFORMS)('skips a repeat of an unclear send on %s as unclear', async (platform) => {
    const { sandbox } = world();
    sandbox.clock.advance(10_000);
    setDate(sandbox.clock.now());
    sandbox.faults.add({ kind: 'status', status: 500 });
    expect(await send(platform, ONCE)).toMatchObject({ status: 'unknown', skipped_reason: null, id: null });
    expect(await send(platform, ONCE)).toMatchObject({
      status: 'skipped',
      skipped_reason: 'unclear',
      reason: expect.stringMatching(/^An earlier run may have sent this message/),
      id: null,
    });
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each(PLATFORMS)(
    'returns the id for a repeat of an unclear send that is in the log on %s',
    async (platform) => {
      const { sandbox } = world();
      sandbox.faults.add({ kind: 'drop', when: 'after', path: '/send/*' });
      sandbox.faults.add({ kind: 'status', status: 403, times: 'always' });
      expect(await send(platform, ONCE)).toMatchObject({ status: 'unknown' });
      sandbox.faults.clear();
      const [message] = sandbox.accounts[platform].ledger.log.all().slice(-1);
      const id = platform === 'classic' ? message?.id.replaceAll('-', '').toUpperCase() : message?.id;
      for (let replay = 0; replay < 5; replay += 1) {
        expect(await send(platform, ONCE)).toMatchObject({ skipped_reason: 'duplicate', id, batch_id: null });
      }
      expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    },
  );

  test.each(['stop', 'continue'])('an opt-out releases the reference: %s', async (then) => {
    optOut();
    await send('vortex', { ...ONCE, exclude_optouts: true, on_opted_out: then }).catch(() => {});
    world().sandbox.accounts.vortex.ledger.optouts.delete('447700900123');
    expect(await send('vortex', ONCE)).toMatchObject({ status: 'accepted' });
  });

  test.each([undefined, '', ' '])('refuses the reference %j without a request', async (reference) => {
    const failure = await failureOf(send('vortex', { ...ONCE, reference }));
    expect(failure.message).toBe(
      "Reference is blank, but Once per Reference needs it. Map a value that's unique to each message, such as an order number.",
    );
    expect(world().sandbox.requests).toEqual([]);
  });

  test('sends nothing if the cache fails', async () => {
    const { zapier, sandbox } = world();
    const outcry = vi.spyOn(console, 'error').mockImplementation(() => {});
    Object.defineProperty(zapier.cache, 'call', {
      configurable: true,
      value: () => {
        throw new Error('the cache is down');
      },
    });
    const failure = await failureOf(send('vortex', ONCE));
    Reflect.deleteProperty(zapier.cache, 'call');
    outcry.mockRestore();
    expect(failure).toMatchObject({
      name: 'AppError',
      message:
        'Could not check whether this message was sent before, so nothing was sent. Replay this run in a few minutes.',
    });
    expect(sandbox.requests).toEqual([]);
    expect(await send('vortex', ONCE)).toMatchObject({ status: 'accepted' });
  });

  test('makes no cache call without Once per Reference', async () => {
    await send('vortex', { reference: 'order-1042' });
    expect(world().zapier.cache.entries.size).toBe(0);
  });
});

describe('do not repeat within', () => {
  const WITHIN = { do_not_repeat_minutes: '10' };

  afterEach(() => world().zapier.cache.entries.clear());

  test('skips the same message without a reference, and returns the first ID', async () => {
    const sent = await send('vortex', WITHIN);
    expect(await send('vortex', WITHIN)).toMatchObject({
      status: 'skipped',
      skipped_reason: 'duplicate',
      id: Object(sent).id,
    });
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test.each([
    ['originator', { originator: 'Shop' }],
    ['recipient', { recipient: '+447700900124' }],
    ['text', { body: 'Your cakes are ready.' }],
    ['schedule', { schedule_at: '2026-06-11T07:00:00Z' }],
  ])('sends a message with another %s', async (_, other) => {
    await send('vortex', WITHIN);
    expect(await send('vortex', { ...WITHIN, ...other })).toMatchObject({ skipped_reason: null });
  });

  test('treats differently written schedules as the same', async () => {
    await send('vortex', { ...WITHIN, schedule_at: '2026-06-11T07:00:00Z' });
    expect(await send('vortex', { ...WITHIN, schedule_at: '2026-06-11T08:00:00+01:00' })).toMatchObject({
      skipped_reason: 'duplicate',
    });
  });

  test('sends again after the minutes have passed', async () => {
    await send('vortex', WITHIN);
    setDate(Date.parse(NOW) + 10 * 60_000);
    expect(await send('vortex', WITHIN)).toMatchObject({ status: 'accepted' });
  });

  test('finds an unclear message by its generated reference', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'drop', when: 'after', path: '/send/*' });
    sandbox.faults.add({ kind: 'status', status: 403, times: 'always' });
    expect(await send('vortex', WITHIN)).toMatchObject({ status: 'unknown' });
    sandbox.faults.clear();
    const id = sandbox.accounts.vortex.ledger.log.all().at(-1)?.id;
    expect(await send('vortex', WITHIN)).toMatchObject({ skipped_reason: 'duplicate', id });
  });

  test('does not count tests, and does not skip them', async () => {
    await send('vortex', WITHIN, { isLoadingSample: true });
    expect(await send('vortex', WITHIN)).toMatchObject({ status: 'accepted' });
    expect(await send('vortex', WITHIN, { isLoadingSample: true })).toMatchObject({ status: 'accepted' });
  });

  test.each(['0', '10081', '1.5', 'soon'])('rejects %j minutes without a request', async (minutes) => {
    const { message } = await failureOf(send('vortex', { do_not_repeat_minutes: minutes }));
    expect(message).toBe(
      `Do Not Repeat Within (Minutes) "${minutes}" is not a whole number from 1 to 10080. Correct it, or leave it blank.`,
    );
    expect(world().sandbox.requests).toEqual([]);
  });
});

test('treats a run without meta data as live', async () => {
  const { zapier, vortex } = world();
  const inputData = { ...BASE, reference: 'r-9', once_per_reference: true };
  const run = () => zapier.run(METHOD, { authData: vortex, bundle: { inputData, meta: undefined } });
  expect(await run()).toMatchObject({ status: 'accepted' });
  expect(await run()).toMatchObject({ skipped_reason: 'duplicate' });
});
