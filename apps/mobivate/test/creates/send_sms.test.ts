import packageJson from '../../package.json' with { type: 'json' };
import { useWorld } from '../support/world.ts';

const world = useWorld();

type Platform = 'classic' | 'vortex';

const BASE = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };
const CLASSIC = { originator: 'Bakery', recipient: '447700900123' };
/** What the app makes where no reference was given. */
const OWN = expect.stringMatching(/^zap-[a-z0-9]{10,}$/);
const CLASSIC_SINGLE = { ...CLASSIC, body: 'Your cake is ready.', routeId: 'mglobal', reference: OWN };
const CLASSIC_BATCH = {
  routeId: 'mglobal',
  messages: [{ ...CLASSIC, text: 'Your cake is ready.', reference: OWN }],
  excludeOptouts: true,
  excludeDuplicates: false,
};
const VORTEX = {
  originator: 'Bakery',
  recipient: '447700900123',
  text: 'Your cake is ready.',
  reference: OWN,
};

/** Tomorrow, to the second, as Zapier gives it in a Zap of New Delhi, and as each platform wants it. */
const tomorrow = new Date(Math.ceil(Date.now() / 1000) * 1000 + 86_400_000);
const OF_ZAPIER = new Date(tomorrow.getTime() + 5.5 * 3_600_000).toISOString().replace('.000Z', '+05:30');
const OF_CLASSIC = tomorrow.toISOString().replace('.000Z', '+0000');
const OF_VORTEX = tomorrow.toISOString().replace('.000Z', 'Z');

const send = (platform: Platform, inputData: object = {}, authData: object = {}) =>
  world().zapier.run('creates.send_sms.operation.perform', {
    authData: { ...world()[platform], ...authData },
    inputData: { ...BASE, ...inputData },
  });

const lastMessage = (platform: Platform) => world().sandbox.accounts[platform].ledger.log.all().at(-1);

describe('requests', () => {
  test.each([
    ['classic', 'nothing more', {}, '/send/single', CLASSIC_SINGLE],
    [
      'classic',
      'a reference',
      { reference: ' r-1 ' },
      '/send/single',
      { ...CLASSIC_SINGLE, reference: 'r-1' },
    ],
    [
      'classic',
      'short links',
      { shorten_urls: true },
      '/send/single',
      { ...CLASSIC_SINGLE, shortenUrls: true },
    ],
    [
      'classic',
      'long links',
      { shorten_urls: false },
      '/send/single',
      { ...CLASSIC_SINGLE, shortenUrls: false },
    ],
    ['classic', 'a route', { route_id: 'm2' }, '/send/single', { ...CLASSIC_SINGLE, routeId: 'm2' }],
    [
      'classic',
      'a campaign',
      { campaign_id: 'c-7' },
      '/send/single',
      { ...CLASSIC_SINGLE, campaignId: 'c-7' },
    ],
    [
      'classic',
      'opt-outs excluded, as single does',
      { exclude_optouts: true },
      '/send/single',
      CLASSIC_SINGLE,
    ],
    [
      'classic',
      'all that single has',
      { reference: 'r', shorten_urls: 'yes', route_id: 'm2', campaign_id: 'c-7', exclude_optouts: 'true' },
      '/send/single',
      { ...CLASSIC_SINGLE, reference: 'r', shortenUrls: true, routeId: 'm2', campaignId: 'c-7' },
    ],
    [
      'classic',
      'opt-outs not excluded',
      { exclude_optouts: false },
      '/send/batch',
      { ...CLASSIC_BATCH, excludeOptouts: false },
    ],
    [
      'classic',
      'a schedule',
      { schedule_at: OF_ZAPIER },
      '/send/batch',
      { ...CLASSIC_BATCH, scheduleDateTime: OF_CLASSIC },
    ],
    [
      'classic',
      'all that a batch of one has',
      { schedule_at: OF_ZAPIER, exclude_optouts: 'no', reference: 'r', shorten_urls: true, route_id: 'm2' },
      '/send/batch',
      {
        ...CLASSIC_BATCH,
        routeId: 'm2',
        messages: [{ ...CLASSIC, text: 'Your cake is ready.', reference: 'r' }],
        shortenUrls: true,
        excludeOptouts: false,
        scheduleDateTime: OF_CLASSIC,
      },
    ],
    ['vortex', 'nothing more', {}, '/send/single', VORTEX],
    ['vortex', 'a reference', { reference: 'r-1' }, '/send/single', { ...VORTEX, reference: 'r-1' }],
    ['vortex', 'short links', { shorten_urls: true }, '/send/single', { ...VORTEX, shortenUrls: true }],
    [
      'vortex',
      'opt-outs excluded',
      { exclude_optouts: true },
      '/send/single',
      { ...VORTEX, excludeOptouts: true },
    ],
    [
      'vortex',
      'opt-outs not excluded',
      { exclude_optouts: false },
      '/send/single',
      { ...VORTEX, excludeOptouts: false },
    ],
    [
      'vortex',
      'a schedule',
      { schedule_at: OF_ZAPIER },
      '/send/single',
      { ...VORTEX, scheduleDateTime: OF_VORTEX },
    ],
    [
      'vortex',
      'everything, and what only Classic has',
      {
        reference: 'r',
        shorten_urls: false,
        exclude_optouts: true,
        schedule_at: OF_ZAPIER,
        route_id: 'm2',
        campaign_id: 'c-7',
      },
      '/send/single',
      {
        ...VORTEX,
        reference: 'r',
        shortenUrls: false,
        excludeOptouts: true,
        scheduleDateTime: OF_VORTEX,
      },
    ],
  ] as const)('%s, with %s', async (platform, _, inputData, path, json) => {
    const { sandbox } = world();
    await send(platform, inputData);
    expect(sandbox.requests).toHaveLength(1);
    const [request] = sandbox.requests;
    expect(request).toMatchObject({ method: 'POST', target: path, status: 200 });
    expect(request?.json).toStrictEqual(json);
    expect(request?.headers).toEqual({
      authorization: `Bearer ${world()[platform].api_key}`,
      accept: 'application/json',
      'user-agent': `mobivate-zapier/${packageJson.version}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(request?.body ?? '')),
      'accept-encoding': 'gzip,deflate',
      host: new URL(sandbox.url).host,
      connection: 'keep-alive',
    });
  });
});

describe('sends the text unchanged', () => {
  test.each([
    ['placeholders', 'Hi {{name}}, {{ first name }}!'],
    ["the platform's placeholders", '{{bundle.inputData.body}} {{bundle.x}} {{process.env.PATH}} {{=x}}'],
    ['braces in threes and fours', '{{{t}}} {{{{t}}}} {{ }} { { } } {'],
    ['braces across the quotes', '{{"a":{{"b":1}}}}'],
    ['quotes and backslashes', `"'\`\\ \\n \\u007b \\"`],
    ['line breaks', '\r\none\rtwo\nthree\t\n'],
    ['line separators', 'one\u2028two\u2029three\u0085'],
    ['emoji', '🎂👩‍👩‍👧🏽🇬🇧'],
    ['halves of a pair', 'a\ud83cb\udf82'],
    ['accents, composed and not', 'é e\u0301 ß ﬁ ﷺ'],
    ['signs of markup and addresses', '<b>&amp;</b> 100% a+b %41 ?x=1&y=2#z €$'],
    ['control characters', 'a\u0000b\u001b[31m\ufeff'],
  ])('with %s', async (_, body) => {
    const { sandbox } = world();
    const outputs = [
      await send('classic', { body }),
      await send('classic', { body, schedule_at: OF_ZAPIER }),
      await send('vortex', { body }),
    ];
    expect(sandbox.requests.map(({ json }) => json)).toMatchObject([
      { body },
      { messages: [{ text: body }] },
      { text: body },
    ]);
    for (const output of outputs) expect(output).toMatchObject({ body });
  });

  test('sends the reference unchanged', async () => {
    const reference = '{{bundle.x}} "é🎂" {{{n}}}';
    expect(await send('classic', { reference })).toMatchObject({ reference });
    expect(world().sandbox.requests[0]?.json).toMatchObject({ reference });
  });
});

describe('output', () => {
  const output = {
    batch_id: null,
    status: 'accepted',
    skipped_reason: null,
    reason: null,
    originator: 'Bakery',
    recipient: '447700900123',
    body: 'Your cake is ready.',
    reference: OWN,
    campaign_id: null,
    route_id: null,
    parts: 1,
    encoding: 'GSM-7',
    characters: 19,
    scheduled_for: null,
    delivery: null,
  };

  test('has an output field for every value', async () => {
    const fields = await world().zapier.run('creates.send_sms.operation.outputFields');
    const keys = Array.isArray(fields) ? fields.map(({ key }) => key.split('__')[0]) : [];
    expect(new Set(keys)).toEqual(new Set(['id', ...Object.keys(output)]));
  });

  test('of a Classic message', async () => {
    expect(await send('classic')).toStrictEqual({
      ...output,
      id: lastMessage('classic')?.id,
      route_id: 'mglobal',
    });
  });

  test('of a Classic message with all fields', async () => {
    const body = `€${'x'.repeat(160)}`;
    const inputData = { body, reference: 'r-1', route_id: 'm2', campaign_id: 'c-7' };
    expect(await send('classic', inputData)).toStrictEqual({
      ...output,
      id: lastMessage('classic')?.id,
      body,
      reference: 'r-1',
      route_id: 'm2',
      campaign_id: 'c-7',
      parts: 2,
      characters: 162,
    });
  });

  test('of a scheduled Classic message, which has only a batch ID', async () => {
    expect(await send('classic', { schedule_at: OF_ZAPIER })).toStrictEqual({
      ...output,
      id: null,
      batch_id: lastMessage('classic')?.batchId.replaceAll('-', '').toUpperCase(),
      status: 'scheduled',
      route_id: 'mglobal',
      scheduled_for: tomorrow.toISOString(),
    });
    expect(lastMessage('classic')?.createdAt).toBeLessThan(tomorrow.getTime());
    expect(lastMessage('classic')?.status).toBe('SCHEDULED');
  });

  test('of a Vortex message', async () => {
    expect(await send('vortex', { body: 'Cake 🎂' })).toStrictEqual({
      ...output,
      id: lastMessage('vortex')?.id,
      body: 'Cake 🎂',
      encoding: 'UCS-2',
      characters: 7,
    });
  });

  test('of a scheduled Vortex message', async () => {
    expect(await send('vortex', { schedule_at: OF_ZAPIER, reference: 'r-1' })).toStrictEqual({
      ...output,
      id: lastMessage('vortex')?.id,
      status: 'scheduled',
      reference: 'r-1',
      scheduled_for: tomorrow.toISOString(),
    });
  });
});

test('keeps every digit of a numeric ID as text', async () => {
  const { sandbox } = world();
  sandbox.faults.add({ kind: 'shape', body: { success: true, record: { id: 90071992547409, batchId: 7 } } });
  expect(await send('vortex')).toMatchObject({ id: '90071992547409', batch_id: '7' });
});

test("uses the route and campaign from Mobivate's response", async () => {
  const { faults } = world().sandbox;
  faults.add({ kind: 'shape', body: { id: 'm-1', routeId: 'm9', campaignId: 'c-9' } });
  expect(await send('classic', { route_id: 'm2' })).toMatchObject({ route_id: 'm9', campaign_id: 'c-9' });
  faults.add({ kind: 'shape', body: { id: 'b-1', routeId: 'm9' } });
  expect(await send('classic', { exclude_optouts: false })).toMatchObject({
    batch_id: 'b-1',
    route_id: 'm9',
  });
});

test('falls back to the requested route and campaign', async () => {
  const { faults } = world().sandbox;
  faults.add({ kind: 'shape', body: { id: 'm-1' } });
  const inputData = { route_id: 'm2', campaign_id: 'c-7' };
  expect(await send('classic', inputData)).toMatchObject({ route_id: 'm2', campaign_id: 'c-7' });
  faults.add({ kind: 'shape', body: { id: 'b-1', routeId: null } });
  expect(await send('classic', { exclude_optouts: false })).toMatchObject({
    batch_id: 'b-1',
    route_id: 'mglobal',
  });
});

test('treats a proxied Vortex response without a record as accepted', async () => {
  world().sandbox.settings.vortexSingleAnswer = 'proxied';
  expect(await send('vortex')).toMatchObject({
    status: 'accepted',
    id: expect.stringMatching(/^proxied_\d+$/),
    batch_id: null,
  });
});

test.each(['classic', 'vortex'] as const)(
  'counts short links with their final length on %s',
  async (platform) => {
    const body = `Your cake: https://bakery.example/${'a'.repeat(160)} 🎂`;
    const sent = await send(platform, { body, shorten_urls: true, max_parts: 1 });
    const { text, parts } = lastMessage(platform) ?? {};
    expect(text).toMatch(/^Your cake: https:\/\/cllk\.me\/\w{6} 🎂$/);
    expect(sent).toMatchObject({ body, parts, encoding: 'UCS-2', characters: text?.length });
  },
);

test('accepts a JSON response with a wrong content type', async () => {
  for (const platform of ['classic', 'vortex'] as const) {
    world().sandbox.faults.add({ kind: 'content-type' });
    expect(await send(platform)).toMatchObject({ status: 'accepted', id: lastMessage(platform)?.id });
  }
});

describe('an opted-out recipient', () => {
  beforeAll(() => {
    const { sandbox } = world();
    for (const name of ['classic', 'vortex'] as const) sandbox.optOut(sandbox.accounts[name], '447700900666');
  });

  beforeEach(() => {
    world().sandbox.settings.vortexOptouts = 'refuse';
  });

  const stopped = { recipient: '447700900666', exclude_optouts: true };

  test.each([
    ['classic', {}],
    ['classic', { on_opted_out: 'stop' }],
    ['vortex', { on_opted_out: '' }],
  ] as const)('halts the run on %s: %j', async (platform, inputData) => {
    await expect(send(platform, { ...stopped, ...inputData })).rejects.toMatchObject({
      name: 'HaltedError',
      message: 'The recipient has opted out of messages from this Mobivate account, so nothing was sent.',
    });
    expect(world().sandbox.requests).toHaveLength(1);
  });

  test.each(['classic', 'vortex'] as const)(
    'is skipped on %s if the choice is continue',
    async (platform) => {
      const inputData = {
        ...stopped,
        on_opted_out: 'continue',
        reference: 'r-1',
        campaign_id: 'c-7',
        route_id: 'm2',
      };
      const onClassic = platform === 'classic';
      expect(await send(platform, inputData)).toStrictEqual({
        id: null,
        batch_id: null,
        status: 'skipped',
        skipped_reason: 'opted_out',
        reason: 'The recipient has opted out of messages from this Mobivate account, so nothing was sent.',
        originator: 'Bakery',
        recipient: '447700900666',
        body: 'Your cake is ready.',
        reference: 'r-1',
        campaign_id: onClassic ? 'c-7' : null,
        route_id: onClassic ? 'm2' : null,
        parts: 1,
        encoding: 'GSM-7',
        characters: 19,
        scheduled_for: null,
        delivery: null,
      });
      expect(world().sandbox.requests).toHaveLength(1);
    },
  );

  test('has no scheduled time when skipped', async () => {
    const inputData = { ...stopped, on_opted_out: 'continue', schedule_at: OF_ZAPIER };
    expect(await send('vortex', inputData)).toMatchObject({ status: 'skipped', scheduled_for: null });
  });

  test('gets the message if Exclude Opt-Outs is no', async () => {
    for (const platform of ['classic', 'vortex'] as const) {
      expect(await send(platform, { ...stopped, exclude_optouts: false })).toMatchObject({
        status: 'accepted',
      });
    }
  });
});

describe('the form', () => {
  const fieldsOf = async (authData: object) => {
    const method = 'creates.send_sms.operation.inputFields';
    const fields = await world().zapier.run(method, { authData: { ...authData } });
    return Array.isArray(fields) ? fields.map(({ key }) => key) : [];
  };

  test('shows platform-specific fields on their platform only', async () => {
    const { classic, vortex } = world();
    const [ofClassic, ofVortex] = [await fieldsOf(classic), await fieldsOf(vortex)];
    expect(ofClassic.filter((key) => !ofVortex.includes(key))).toEqual(['route_id', 'campaign_id']);
    expect(ofVortex.filter((key) => !ofClassic.includes(key))).toEqual(['wait_for_delivery']);
    expect(await fieldsOf({ api_key: ` Bearer ${vortex.api_key}` })).toEqual(ofVortex);
  });

  test('shows every field of the operation', async () => {
    expect(await fieldsOf(world().classic)).toEqual(
      expect.arrayContaining([
        'originator',
        'recipient',
        'body',
        'reference',
        'schedule_at',
        'shorten_urls',
        'exclude_optouts',
        'max_parts',
        'plain_punctuation',
        'on_opted_out',
        'once_per_reference',
        'do_not_repeat_minutes',
        'window_start',
        'window_end',
        'window_timezone',
      ]),
    );
    expect(world().sandbox.requests).toEqual([]);
  });
});
