import { startServer, type TestServer } from '../../../../tools/testing/server.ts';
import { catchUp, failureOf, useWorld } from '../support/world.ts';

const world = useWorld();

const METHOD = 'creates.send_sms.operation.perform';
const RESUME = 'creates.send_sms.operation.performResume';
const BASE = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };
const WAIT = { ...BASE, wait_for_delivery: 'true', reference: 'order & 1042' };

/** The platform's address for this run, and what was posted to it. */
const posted: string[] = [];
let platform: TestServer;

beforeAll(async () => {
  platform = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push(Buffer.concat(chunks).toString());
      response.end();
    });
  });
});

beforeEach(() => {
  posted.splice(0);
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  const { sandbox, zapier } = world();
  sandbox.accounts.vortex.ledger.optouts.clear();
  zapier.cache.entries.clear();
  vi.restoreAllMocks();
});
afterAll(() => platform.close());

const callbackUrl = () => `${platform.url}/callback`;

const send = (inputData: object, meta: Record<string, unknown> = {}) =>
  world().zapier.runWithStatus(METHOD, {
    authData: world().vortex,
    inputData: { ...inputData },
    meta,
    callbackUrl: callbackUrl(),
  });

/** What the platform hands to the step when somebody posts that body. */
const resume = (outputData: unknown, body: string, parsed: unknown) =>
  world().zapier.runWithStatus(RESUME, {
    authData: world().vortex,
    inputData: WAIT,
    bundle: {
      outputData,
      rawRequest: { method: 'POST', content: body, headers: {}, querystring: '' },
      cleanedRequest: parsed,
    },
  });

/** The last that Mobivate posted about the message of that output, once all is said about it. */
const lastReceipt = async (output: unknown): Promise<string> => {
  const { sandbox } = world();
  sandbox.clock.advance(10_000);
  await sandbox.settle();
  const id = output instanceof Object && 'id' in output ? String(output.id) : 'none';
  return posted.findLast((body) => body.includes(id)) ?? '';
};

const callbackOf = () => {
  const json = world().sandbox.requests.find(({ method }) => method === 'POST')?.json;
  return json instanceof Object && 'callbackURL' in json ? json.callbackURL : undefined;
};

test('waits, and continues with the receipt in its output', async () => {
  const { results, status } = await send(WAIT);
  expect(status).toBe('CALLBACK');
  expect(callbackOf()).toBe(callbackUrl());
  expect(results).toMatchObject({ status: 'accepted', delivery: null });

  const body = await lastReceipt(results);
  const resumed = await resume(results, body, Object.fromEntries(new URLSearchParams(body)));
  expect(resumed.status).toBe('SUCCESS');
  expect(resumed.results).toEqual({
    ...(results instanceof Object && results),
    delivery: {
      id: expect.stringContaining(':DELIVERED:'),
      message_id: expect.any(String),
      batch_id: null,
      reference: 'order & 1042',
      status: 'DELIVERED',
      status_code: 1,
      outcome: 'delivered',
      is_final: true,
      part: 1,
      parts: 1,
      received_at: expect.stringMatching(/Z$/),
      hlr: null,
    },
  });
  expect(Object.keys(resumed.results ?? {})).toEqual(Object.keys(results ?? {}));
});

const XML =
  '<deliveryreceipt><created>2024-02-03T04:05:06.789Z</created><deliveryMessageId>4f5a6b7c-8d9e-0f1a-2b3c-4d5e6f708192</deliveryMessageId><clientReference>r</clientReference><status>UNDELIVERABLE</status><statusCode>2</statusCode><part>1</part><parts>1</parts></deliveryreceipt>';
const FORM = new URLSearchParams({ xml: XML }).toString();
const JSON_RECEIPT = '{"deliveryMessageId":"1","status":"accepted"}';

test.each([
  ['a form, parsed', FORM, { xml: XML }, { status: 'UNDELIVERABLE', outcome: 'failed', is_final: true }],
  ['a form, not parsed', FORM, undefined, { status: 'UNDELIVERABLE', status_code: 2 }],
  ['XML as such', XML, {}, { reference: 'r', received_at: '2024-02-03T04:05:06.789Z' }],
  [
    'JSON, not final',
    JSON_RECEIPT,
    JSON.parse(JSON_RECEIPT),
    { message_id: '1', status: 'ACCEPTED', outcome: 'pending', is_final: false },
  ],
])('ends the wait with a receipt as %s', async (_, body, parsed, delivery) => {
  const { results, status } = await resume({ id: 'a', delivery: null }, body, parsed);
  expect(status).toBe('SUCCESS');
  expect(results).toMatchObject({ id: 'a', delivery });
});

test.each([
  ['nothing', '', undefined],
  ['HTML', '<html><body>Bad gateway</body></html>', '<html><body>Bad gateway</body></html>'],
  ['broken XML', '<deliveryreceipt><status>DELIV', '<deliveryreceipt><status>DELIV'],
  ['another record', '{"hello":"world"}', { hello: 'world' }],
  ['a list of nothing', '[null]', [null]],
])('ends the wait without a receipt for %s, and logs it', async (_, body, parsed) => {
  const output = { id: 'a', status: 'accepted', delivery: null };
  const { results, status } = await resume(output, body, parsed);
  expect({ results, status }).toEqual({ results: output, status: 'SUCCESS' });
  expect(world().zapier.logs.map(({ message }) => message.trim())).toContain(
    'Could not read the delivery receipt that ended the wait.',
  );
});

test('does not fail if the platform resumes a run without a body', async () => {
  const { results } = await world().zapier.runWithStatus(RESUME, { authData: {} });
  expect(results).toEqual({ delivery: null });
});

test("offers the receipt's fields for mapping before a receipt arrives", async () => {
  const fields = await world().zapier.run('creates.send_sms.operation.outputFields', {
    authData: world().vortex,
  });
  expect(fields).toEqual(
    expect.arrayContaining(
      ['delivery__status', 'delivery__outcome', 'delivery__is_final', 'delivery__received_at'].map((key) =>
        expect.objectContaining({ key, required: false }),
      ),
    ),
  );
});

describe('the step does not wait', () => {
  test("in the editor's test, and sends no callback URL", async () => {
    expect(await send(WAIT, { isLoadingSample: true })).toMatchObject({
      status: 'SUCCESS',
      results: { status: 'accepted', delivery: null },
    });
    expect(callbackOf()).toBeUndefined();
  });

  test.each(['', 'false', null, undefined])('if Wait for Delivery is %j', async (wait) => {
    expect(await send({ ...WAIT, wait_for_delivery: wait })).toMatchObject({ status: 'SUCCESS' });
    expect(callbackOf()).toBeUndefined();
  });

  test('for a repeated message', async () => {
    const once = { ...WAIT, once_per_reference: true };
    expect(await send(once)).toMatchObject({ status: 'CALLBACK' });
    expect(await send(once)).toMatchObject({
      status: 'SUCCESS',
      results: { status: 'skipped', skipped_reason: 'duplicate' },
    });
  });

  test('for a recipient who has opted out', async () => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts.vortex, '447700900123');
    const excluding = { ...WAIT, exclude_optouts: true };
    expect(await send({ ...excluding, on_opted_out: 'continue' })).toMatchObject({
      status: 'SUCCESS',
      results: { status: 'skipped', skipped_reason: 'opted_out', delivery: null },
    });
    expect(await failureOf(send(excluding))).toMatchObject({ name: 'HaltedError' });
    expect(sandbox.requests).toHaveLength(2);
  });
});

test('waits for a scheduled message', async () => {
  const inAnHour = new Date(world().sandbox.clock.now() + 3_600_000).toISOString();
  expect(await send({ ...WAIT, schedule_at: inAnHour })).toMatchObject({
    status: 'CALLBACK',
    results: { status: 'scheduled' },
  });
});

describe('a wait that cannot end', () => {
  test('refuses a run without a callback URL before it sends', async () => {
    const { zapier, vortex, sandbox } = world();
    const { name, message } = await failureOf(zapier.run(METHOD, { authData: vortex, inputData: WAIT }));
    expect(name).toBe('AppError');
    expect(message).toBe(
      "Zapier gave no callback URL, so Wait for Delivery doesn't work here and nothing was sent. Set Wait for Delivery to no.",
    );
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test.each([
    ['', 'HaltedError'],
    ['stop', 'HaltedError'],
  ])('finds an opted-out recipient before it waits: %j', async (on_opted_out, name) => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts.vortex, '447700900123');
    expect(await failureOf(send({ ...WAIT, on_opted_out }))).toMatchObject({ name });
    expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /addressbook/optouts',
    ]);
  });

  test('does not check the opt-out list if opted-out recipients are allowed', async () => {
    const { sandbox } = world();
    sandbox.optOut(sandbox.accounts.vortex, '447700900123');
    expect(await send({ ...WAIT, exclude_optouts: false })).toMatchObject({ status: 'CALLBACK' });
    expect(sandbox.requests).toHaveLength(1);
  });

  test('sends nothing if it waits and the opt-out list cannot be read', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'status', status: 400, method: 'GET' });
    expect(await failureOf(send(WAIT))).toMatchObject({ name: 'AppError' });
    expect(sandbox.requests).toHaveLength(1);
  });

  test('sends if it does not wait and the opt-out list cannot be read', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'status', status: 400, method: 'GET' });
    expect(await send({ ...BASE, on_opted_out: 'stop' })).toMatchObject({ results: { status: 'accepted' } });
  });

  test('does not wait after an unclear send', async () => {
    const { sandbox } = world();
    sandbox.faults.add({ kind: 'status', status: 500, method: 'POST' });
    expect(await send({ ...WAIT, reference: 'unclear' })).toMatchObject({
      status: 'SUCCESS',
      results: { status: 'unknown', delivery: null },
    });
  });

  test('waits for a message found in the log, unless it is final', async () => {
    const { sandbox } = world();
    catchUp(world());
    sandbox.faults.add({ kind: 'drop', when: 'after', method: 'POST' });
    expect(await send({ ...WAIT, reference: '' })).toMatchObject({
      status: 'CALLBACK',
      results: { status: 'accepted', delivery: null },
    });
    sandbox.faults.add({ kind: 'drop', when: 'after', method: 'POST' });
    sandbox.settings.vortexOptouts = 'drop';
    const dropping = { ...WAIT, reference: '', recipient: '+447700900199' };
    sandbox.faults.add({ kind: 'shape', path: '/addressbook/optouts', body: { results: [], matches: 0 } });
    sandbox.optOut(sandbox.accounts.vortex, '447700900199');
    expect(await send(dropping)).toMatchObject({
      status: 'SUCCESS',
      results: { status: 'accepted', delivery: { status: 'OPTED_OUT', outcome: 'failed', is_final: true } },
    });
  });
});

test('refuses Wait for Delivery on Classic without a request', async () => {
  const { zapier, classic, sandbox } = world();
  const run = zapier.run(METHOD, { authData: classic, inputData: WAIT, callbackUrl: callbackUrl() });
  expect((await failureOf(run)).message).toBe(
    'Wait for Delivery works with Vortex accounts only, and this connection is Classic. Set it to no, and use the New Delivery Receipt trigger in another Zap.',
  );
  const calm = { ...WAIT, wait_for_delivery: 'no' };
  expect(await zapier.run(METHOD, { authData: classic, inputData: calm })).toMatchObject({
    status: 'accepted',
  });
  expect(sandbox.requests).toHaveLength(1);
});
