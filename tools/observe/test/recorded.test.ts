import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { APPS, folderOf } from '../../apps.ts';
import { leaksIn } from '../../testing/secrets.ts';
import { differencesOf } from '../hold.ts';
import { type Recording, readRecording } from '../recording.ts';
import { stageMessageMedia } from './messagemedia-stage.ts';
import { stageMobivate } from './mobivate-stage.ts';
import { stageMottasl } from './mottasl-stage.ts';
import { play, type Stage } from './stage.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const RECIPIENT = '447700900444';

const STAGES: Readonly<Record<string, (platform: string) => Promise<Stage>>> = {
  mobivate: (platform) => stageMobivate(platform === 'vortex' ? 'vortex' : 'classic'),
  messagemedia: (platform) => stageMessageMedia(platform === 'hmac' ? 'hmac' : 'basic'),
  mottasl: () => stageMottasl(),
};

/** Records the sandbox's responses to the requests of a recording. */
const recordSandbox = async (stage: Stage, { modes }: Pick<Recording, 'modes'>): Promise<Recording> => {
  try {
    const { change, send, listen } = modes;
    const given = { webhook_receipt: 'none', webhook_incoming: 'none', webhook_click: 'none' };
    return (await play(stage, { change, listen, given, ...(send && { recipient: RECIPIENT }) })).recording();
  } finally {
    await stage.close();
  }
};

const WHOLE = { modes: { change: true, send: true, listen: true } };

const recordings = APPS.flatMap((app) => {
  const folder = `${folderOf(app)}/test/recorded`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(
    (file) => [`${app}/${file}`, readFileSync(`${folder}/${file}`, 'utf8')] as const,
  );
});

test('every sandbox answers as the real gateway did in each recording that is kept', async () => {
  const differences = [];
  for (const [file, text] of recordings) {
    const recorded = readRecording(text);
    const open = STAGES[recorded.gateway];
    if (!open) throw new Error(`${file} is of a gateway that has no sandbox`);
    const given = await recordSandbox(await open(recorded.platform), recorded);
    differences.push(...differencesOf(recorded, given).map((difference) => ({ file, ...difference })));
  }
  expect(differences).toEqual([]);
});

describe('a recording that was made of the sandbox itself', () => {
  let classic: Recording;
  let vortex: Recording;

  beforeAll(async () => {
    classic = await recordSandbox(await stageMobivate('classic'), WHOLE);
    vortex = await recordSandbox(await stageMobivate('vortex'), WHOLE);
  });

  test('is read back as it was written', () => {
    expect(readRecording(JSON.stringify(classic))).toEqual(classic);
    expect(classic.exchanges.length).toBeGreaterThan(40);
    const receipt = classic.notices.find(({ name }) => name === 'receipt');
    expect(receipt?.claims).toContain('classic-receipt-json');
  });

  test('does not differ from the sandbox', async () => {
    expect(differencesOf(classic, await recordSandbox(await stageMobivate('classic'), WHOLE))).toEqual([]);
    expect(differencesOf(vortex, await recordSandbox(await stageMobivate('vortex'), WHOLE))).toEqual([]);
  });

  test.each([
    ['MessageMedia', () => stageMessageMedia('basic')],
    ['Azeer', () => stageMottasl()],
  ] as const)('does not differ from the sandbox of %s', async (_, open) => {
    const recorded = await recordSandbox(await open(), WHOLE);
    expect(recorded.exchanges.length).toBeGreaterThan(20);
    expect(differencesOf(recorded, await recordSandbox(await open(), WHOLE))).toEqual([]);
  });

  test.each([
    [{ errors: 'error' }, 'az-error-form', 'error is in the sandbox only'],
    [{ lists: 'array' }, 'az-lists-data', 'the body is object in the recording and list in the sandbox'],
    [{ webhookId: 'id' }, 'az-webhook-id', 'data is missing in the sandbox'],
  ] as const)('%j of Azeer differs, and names %s', async (settings, claim, what) => {
    const modes = { change: true, send: false, listen: false };
    const recorded = await recordSandbox(await stageMottasl(), { modes });
    const found = differencesOf(recorded, await recordSandbox(await stageMottasl(settings), { modes }));
    expect(found.filter(({ claims }) => claims.includes(claim)).map((each) => each.what)).toContain(what);
  });

  test.each([
    [
      'vortex',
      { vortexErrors: 'string' },
      'vortex-error-form',
      'error is object in the recording and text in the sandbox',
    ],
    [
      'vortex',
      { vortexBadKeyStatus: 403 },
      'vortex-bad-key-401',
      'the status is 401 in the recording and 403 in the sandbox',
    ],
    ['vortex', { vortexLists: 'documented' }, 'vortex-history-envelope', 'results is missing in the sandbox'],
    [
      'classic',
      { optoutDeletePath: '/optout' },
      'classic-optout-delete-path',
      'the status is 200 in the recording and 404 in the sandbox',
    ],
  ] as const)('%s %j differs, and names %s', async (platform, settings, claim, what) => {
    const given = await recordSandbox(await stageMobivate(platform, settings), {
      modes: { change: true, send: false, listen: false },
    });
    const found = differencesOf(platform === 'classic' ? classic : vortex, given);
    expect(found.filter(({ claims }) => claims.includes(claim)).map((each) => each.what)).toContain(what);
  });

  const changed = (probe: string, body: unknown, status?: number): Recording => ({
    ...classic,
    exchanges: classic.exchanges.map((exchange) =>
      exchange.probe === probe
        ? { ...exchange, response: { ...exchange.response, ...(status && { status }), body } }
        : exchange,
    ),
  });

  const bodyOf = (probe: string): unknown =>
    classic.exchanges.find((exchange) => exchange.probe === probe)?.response.body;

  test.each([
    ['a field more', { message: 'API Key is valid', account: 7 }, 200, 'account is missing in the sandbox'],
    ['another type', { message: 7 }, 200, 'message is whole number in the recording and text in the sandbox'],
    ['no field', {}, 200, 'message is in the sandbox only'],
    [
      'another status',
      { message: 'API Key is valid' },
      204,
      'the status is 204 in the recording and 200 in the sandbox',
    ],
    ['no body', null, 200, 'only the sandbox gives a body'],
    ['a list', [], 200, 'the body is list in the recording and object in the sandbox'],
  ])('with %s in a recording names the claims', (_, body, status, what) => {
    const found = differencesOf(changed('auth-test', body, status), classic);
    expect(found).toContainEqual({
      probe: 'auth-test',
      claims: expect.arrayContaining(['auth-test-object', 'classic-auth-test-message']),
      what: what.replace('whole number', 'number'),
    });
  });

  test('says nothing of null, of an empty list, or of a field that only some have', () => {
    expect(differencesOf(changed('log', []), classic)).toEqual([]);
    const rows = bodyOf('log');
    const [first, ...others] = Array.isArray(rows) ? rows : [];
    expect(differencesOf(changed('log', [{ ...first, odd: 1 }, ...others]), classic)).toEqual([]);
    expect(differencesOf(changed('log', [{ ...first, parts: null }]), classic)).toEqual([]);
  });
});

describe('what is personal', () => {
  const PERSONAL = [
    '447700900556',
    '447700900800',
    'Priya',
    'Shah',
    'Spring',
    'bread',
    'order-1',
    'see you at 9',
    '5e0c7ab2',
    RECIPIENT,
  ];

  test.each(['classic', 'vortex'] as const)('is nowhere in a recording of %s', async (platform) => {
    const stage = await stageMobivate(platform);
    const { account, sandbox } = stage;
    const ids = account.ledger.log
      .all()
      .slice(0, 5)
      .map(({ id }) => id);
    const forms = ids.flatMap((id) => [id, id.replaceAll('-', ''), id.replaceAll('-', '').toUpperCase()]);
    sandbox.faults.add({
      kind: 'shape',
      method: 'GET',
      path: '/auth/test',
      status: 200,
      body: {
        message: `Hello Priya Shah (${account.key.slice(0, 8)}) at priya@bakery.example, +447700900556`,
        owner: { name: 'Priya Shah' },
      },
    });
    const text = JSON.stringify(await recordSandbox(stage, WHOLE));
    const secrets = [
      account.key,
      account.username === 'classic' ? 'classic-1' : 'vortex-1',
      ...PERSONAL,
      ...forms,
      'priya@bakery.example',
      account.ledger.userId,
    ];
    expect(secrets.filter((secret) => leaksIn([text], secret).length > 0)).toEqual([]);
    expect(text).not.toMatch(/44770090\d{4}/);
  });

  test('is nowhere in a recording of MessageMedia', async () => {
    const stage = await stageMessageMedia('basic');
    const { account, sandbox } = stage;
    const [{ id = '' } = {}] = account.ledger.messages;
    sandbox.inbound(account, { from: '+61491570998', text: 'It is Priya, call me' });
    const text = JSON.stringify(await recordSandbox(stage, WHOLE));
    const personal = [
      account.key,
      account.secret,
      id,
      'Priya',
      'Shah',
      'order-1',
      'see you at 9',
      'Yes please',
      'call me',
      'The shop',
      '61491570998',
      '61491570997',
      RECIPIENT,
    ];
    expect(personal.filter((secret) => leaksIn([text], secret).length > 0)).toEqual([]);
  });

  test('is nowhere in a recording of Azeer', async () => {
    const stage = await stageMottasl();
    const { business, keys } = stage.sandbox;
    const text = JSON.stringify(await recordSandbox(stage, WHOLE));
    const personal = [
      keys.full.key,
      business.id,
      business.number,
      RECIPIENT,
      ...business.agents.flatMap(({ id, email, name, display_name }) => [id, email, name, display_name]),
      ...business.tags.flatMap(({ tag, description }) => [tag, description ?? tag]),
      ...business.templates.flatMap(({ name, components }) => [
        name,
        ...components.map((each) => each.text ?? name),
      ]),
    ];
    expect(personal.length).toBeGreaterThan(15);
    expect(personal.filter((secret) => leaksIn([text], secret).length > 0)).toEqual([]);
  });

  test('stays the same value everywhere: an id in the log, in a path and in a receipt', async () => {
    const { exchanges, notices } = await recordSandbox(await stageMobivate('classic'), WHOLE);
    const record = exchanges.find(({ probe }) => probe === 'send-single-by-id');
    const body = Object(record?.response.body);
    expect(record?.request.path.split('/').at(-1)?.replaceAll('-', '').toUpperCase()).toBe(body.id);
    expect(notices.map((notice) => Object(notice.body).deliveryMessageId)).toContain(body.id);
    expect(notices.map((notice) => Object(notice.body).clientReference)).toContain(body.senderReference);
  });
});
