import { createHash } from 'node:crypto';
import deliveryReceipt from '../../src/triggers/delivery_receipt.ts';
import inboundMessage from '../../src/triggers/inbound_message.ts';
import linkClick from '../../src/triggers/link_click.ts';
import messageLogged from '../../src/triggers/message_logged.ts';
import messageStatusChanged from '../../src/triggers/message_status_changed.ts';
import { failureOf, useWorld } from '../support/world.ts';
import { hookOf, json, keysOf, linesOf, quiet } from './support.ts';

const world = useWorld();
quiet();

const ONE = 'https://hooks.zapier.example/one';
const TWO = 'https://hooks.zapier.example/two';

const POLLING = [messageLogged, messageStatusChanged].map(({ display }) => `${display.label}`);

const HOOKS = [
  {
    trigger: deliveryReceipt,
    event: 'receipt',
    posted: { deliveryMessageId: 'AA', status: 'DELIVERED', created: '2024-02-03T04:05:06.000+00:00' },
  },
  {
    trigger: inboundMessage,
    event: 'incoming',
    posted: { id: 'BB', originator: '447700900123', body: 'Yes' },
  },
  { trigger: linkClick, event: 'click', posted: { messageId: 'AA', url: 'https://bakery.example' } },
] as const;

describe.each(HOOKS)('$trigger.key', ({ trigger, event, posted }) => {
  const hook = hookOf(world, trigger.key);
  const { label = '' } = trigger.display;
  const url = () => world().sandbox.accounts.classic.hooks[event];
  const wire = () => world().sandbox.requests.map(({ method, path, json: body }) => ({ method, path, body }));

  afterEach(() => {
    const { sandbox, zapier } = world();
    zapier.cache.entries.clear();
    for (const account of [sandbox.accounts.classic, sandbox.accounts.classicOther])
      account.hooks[event] = null;
  });

  test('registers the URL with one request', async () => {
    expect(await hook.subscribe(ONE)).toEqual({ id: ONE, event });
    expect(wire()).toEqual([{ method: 'POST', path: `/webhooks/${event}`, body: { url: ONE } }]);
    expect(url()).toBe(ONE);
  });

  test('accepts a second subscription of the same Zap', async () => {
    await hook.subscribe(ONE);
    await hook.subscribe(ONE);
    expect(url()).toBe(ONE);
  });

  test('rejects a second Zap without a request', async () => {
    await hook.subscribe(ONE);
    world().sandbox.requests.splice(0);
    const { name, message } = await failureOf(hook.subscribe(TWO));
    expect(name).toBe('AppError');
    expect(message).toContain(label);
    expect(message).toContain('Take Over');
    expect(POLLING.filter((polling) => message.includes(polling))).toHaveLength(1);
    expect(world().sandbox.requests).toEqual([]);
    expect(url()).toBe(ONE);
  });

  test('rejects a second Zap on another connection with the same key', async () => {
    await hook.subscribe(ONE);
    const other = { api_key: ` Bearer ${world().classic.api_key} `, default_country: 'GB' };
    const { message } = await failureOf(hook.subscribe(TWO, {}, other));
    expect(message).toContain('Another Zap already uses');
    expect(await hook.unsubscribe(ONE, other)).toEqual({});
    await hook.subscribe(TWO);
    expect(url()).toBe(TWO);
  });

  test('replaces the first Zap with Take Over, which can then be turned off safely', async () => {
    await hook.subscribe(ONE);
    await hook.subscribe(TWO, { take_over: true });
    expect(url()).toBe(TWO);
    world().sandbox.requests.splice(0);
    await hook.unsubscribe(ONE);
    expect(world().sandbox.requests).toEqual([]);
    expect(url()).toBe(TWO);
    await failureOf(hook.subscribe(ONE));
  });

  test('keeps the first Zap if a take-over fails', async () => {
    await hook.subscribe(ONE);
    world().sandbox.faults.add({ kind: 'status', status: 400, path: `/webhooks/${event}` });
    await failureOf(hook.subscribe(TWO, { take_over: true }));
    await failureOf(hook.subscribe(TWO));
    expect(url()).toBe(ONE);
  });

  test.each([400, 401, 500])('keeps the slot free if subscribing fails with %i', async (status) => {
    world().sandbox.faults.add({ kind: 'status', status, path: `/webhooks/${event}` });
    const { message } = await failureOf(hook.subscribe(ONE));
    if (status === 500) expect(message).toContain('Turn it on again in a few minutes');
    await hook.subscribe(TWO);
    expect(url()).toBe(TWO);
  });

  test('treats a body without success as a failure', async () => {
    world().sandbox.faults.add({ kind: 'html', path: `/webhooks/${event}` });
    await failureOf(hook.subscribe(ONE));
    expect(world().zapier.cache.entries.size).toBe(0);
  });

  test('gives another account its own slot', async () => {
    await hook.subscribe(ONE);
    const { classicOther } = world().sandbox.accounts;
    await hook.subscribe(TWO, {}, { api_key: classicOther.key });
    expect([url(), classicOther.hooks[event]]).toEqual([ONE, TWO]);
  });

  test('registers one of two concurrent Zaps', async () => {
    const results = await Promise.allSettled([ONE, TWO].map((target) => hook.subscribe(target)));
    const [winner, ...others] = results.flatMap(({ status }, index) => (status === 'fulfilled' ? index : []));
    expect(others).toEqual([]);
    expect(url()).toBe(winner === 0 ? ONE : TWO);
    expect(wire()).toHaveLength(1);
  });

  test.each(['refuse', 'clear'] as const)(
    'releases the slot if Mobivate does %s an empty URL',
    async (emptyWebhookUrl) => {
      world().sandbox.settings.emptyWebhookUrl = emptyWebhookUrl;
      await hook.subscribe(ONE);
      expect(await hook.unsubscribe(ONE)).toEqual({});
      expect(wire().at(-1)).toEqual({ method: 'POST', path: `/webhooks/${event}`, body: { url: '' } });
      expect(url()).toBe(emptyWebhookUrl === 'clear' ? null : ONE);
      await hook.subscribe(TWO);
      expect(url()).toBe(TWO);
    },
  );

  test('unsubscribing never fails, and releases the slot', async () => {
    const { sandbox, zapier, classic } = world();
    for (const kind of ['html', 'drop', 'status', 'empty'] as const) {
      await hook.subscribe(ONE);
      sandbox.faults.add({ kind, path: `/webhooks/${event}`, times: 'always' });
      expect(await hook.unsubscribe(ONE)).toEqual({});
      expect(zapier.cache.entries.size).toBe(0);
      sandbox.faults.clear();
    }
    for (const authData of [{ ...classic, api_key: 'revoked' }, { ...classic, domain: 'https://x' }, {}]) {
      expect(await hook.unsubscribe(ONE, authData)).toEqual({});
    }
  });

  test('releases the slot with a replaced key', async () => {
    const { sandbox, zapier } = world();
    const account = sandbox.createAccount({ name: `renewed ${event}`, platform: 'classic' });
    const authData = { api_key: account.key };
    await hook.subscribe(ONE, {}, authData);
    sandbox.accounts.renewKey(account);
    expect(await hook.unsubscribe(ONE, authData)).toEqual({});
    expect(zapier.cache.entries.size).toBe(0);
  });

  test('releases the slot with an invalid connection', async () => {
    const { sandbox, zapier, classic } = world();
    const authData = { ...classic, domain: 'https://mobivate.example' };
    const account = createHash('sha256').update(classic.api_key).digest('hex');
    const record = JSON.stringify({ url: ONE, zap: null });
    zapier.cache.call('zcache_set', [`slot:${event}:${account}`, record, null, ['user']], 'a connection');
    expect(await hook.unsubscribe(ONE, authData)).toEqual({});
    expect(zapier.cache.entries.size).toBe(0);
    expect(sandbox.requests).toEqual([]);
  });

  test('registers nothing if the cache is down, and still unsubscribes', async () => {
    const { zapier } = world();
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(zapier.cache, 'call').mockImplementation(() => {
      throw new Error('the cache is down');
    });
    const { message } = await failureOf(hook.subscribe(ONE));
    expect(message).toContain('Turn this Zap on again in a few minutes');
    expect(await hook.unsubscribe(ONE)).toEqual({});
    expect(world().sandbox.requests).toEqual([]);
  });

  test('rejects a subscription on Vortex and names the alternative', async () => {
    const { name, message } = await failureOf(hook.subscribe(ONE, {}, world().vortex));
    expect(name).toBe('AppError');
    expect(message).toContain(label);
    expect(message).toContain('Receipt URL');
    expect(message).toContain('hub.mobivate.com → User Profile → API Keys');
    expect(POLLING.filter((polling) => message.includes(polling))).toHaveLength(1);
    expect(world().zapier.cache.entries.size).toBe(0);
    expect(world().sandbox.requests).toEqual([]);
    expect(await hook.unsubscribe(ONE, world().vortex)).toEqual({});
  });

  test('rejects performList on Vortex with the same error, while the Zap is built', async () => {
    const { message } = await failureOf(hook.subscribe(ONE, {}, world().vortex));
    expect(await failureOf(hook.list({}, world().vortex))).toMatchObject({ name: 'AppError', message });
    expect(world().sandbox.requests).toEqual([]);
  });

  test('delivery, list, and sample have the same keys', async () => {
    const { sandbox } = world();
    const direction = event === 'incoming' ? 'MO' : 'MT';
    sandbox.seedMessages(sandbox.accounts.classic, 1, { direction });
    const { sample } = trigger.operation;
    const records = [await hook.perform(json(posted)), await hook.list()].flat();
    expect(records).toHaveLength(2);
    for (const record of records) expect(keysOf(record)).toEqual(keysOf(sample));
    const fields = trigger.operation.outputFields?.flatMap((field) =>
      'key' in field ? field.key.replace(/__.*/, '') : [],
    );
    expect([...new Set(fields)]).toEqual(expect.arrayContaining(keysOf(sample)));
  });

  test.each([
    ['nothing', { body: '', contentType: 'application/json' }],
    ['an empty object', json({})],
    ['a foreign event', json({ event: 'invoice.paid', id: 7 })],
    ['nested arrays', json([[[posted]]])],
    [
      'wrong types',
      json({ deliveryMessageId: {}, status: [], originator: {}, body: 1, messageId: [], url: {} }),
    ],
    ['half a JSON', { body: '{"id":', contentType: 'application/json' }],
    ['HTML', { body: '<!doctype html><p>Hello', contentType: 'text/html' }],
    [
      'a bomb of entities',
      {
        body: `<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "${'&b;'.repeat(1000)}"><!ENTITY d "${'&c;'.repeat(1000)}">]><deliveryreceipt><status>&d;</status></deliveryreceipt>`,
        contentType: 'text/xml',
      },
    ],
    ['a megabyte of rubbish', { body: '447700900123<{[&'.repeat(65_536), contentType: 'text/plain' }],
  ])('returns nothing for %s, and logs one line without personal data', async (_what, body) => {
    const began = performance.now();
    expect(await hook.perform(body)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5_000);
    const lines = linesOf(world(), label);
    expect(lines).toEqual([`${label}: 1 of 1 posted events could not be read.`]);
  });

  test('makes no request for a delivery', async () => {
    await hook.perform(json(posted));
    expect(world().sandbox.requests).toEqual([]);
  });
});

describe('the Zap that holds the slot', () => {
  const url = () => world().sandbox.accounts.classic.hooks.receipt;
  const subscribe = (targetUrl: string, zap: unknown) =>
    world().zapier.run('triggers.delivery_receipt.operation.performSubscribe', {
      authData: world().classic,
      bundle: { targetUrl },
      meta: { zap: { id: zap } },
    });
  const unsubscribe = (bundle: Record<string, unknown>) =>
    world().zapier.run('triggers.delivery_receipt.operation.performUnsubscribe', {
      authData: world().classic,
      bundle,
    });

  afterEach(() => {
    world().zapier.cache.entries.clear();
    world().sandbox.accounts.classic.hooks.receipt = null;
  });

  test.each(['zap-1', 17])('is known by its ID %j, and may change its URL', async (zap) => {
    await subscribe(ONE, zap);
    await subscribe(TWO, zap);
    expect(url()).toBe(TWO);
    await failureOf(subscribe(ONE, 'another'));
  });

  test.each(['', null, {}])('is not known by %j', async (zap) => {
    await subscribe(ONE, zap);
    await failureOf(subscribe(TWO, zap));
    expect(url()).toBe(ONE);
  });

  test.each([{}, { targetUrl: TWO }])(
    'is switched off by what its subscription gave, beside %j',
    async (beside) => {
      await unsubscribe({ subscribeData: await subscribe(ONE, 'zap-1'), ...beside });
      expect(world().zapier.cache.entries.size).toBe(0);
    },
  );

  test('is switched off by its URL if the subscription gave nothing', async () => {
    await subscribe(ONE, 'zap-1');
    await unsubscribe({ subscribeData: {}, targetUrl: ONE });
    expect(world().zapier.cache.entries.size).toBe(0);
  });

  test('keeps the slot if it is unknown which Zap is switched off', async () => {
    await subscribe(ONE, 'zap-1');
    expect(await unsubscribe({})).toEqual({});
    expect(url()).toBe(ONE);
  });

  test('reports a missing URL', async () => {
    const { message } = await failureOf(subscribe('', 'zap-1'));
    expect(message).toContain('Turn the Zap off and on again');
    expect(world().zapier.cache.entries.size).toBe(0);
  });
});

test('gives each event its own slot', async () => {
  for (const { trigger } of HOOKS) await hookOf(world, trigger.key).subscribe(ONE);
  const { hooks } = world().sandbox.accounts.classic;
  expect(hooks).toEqual({ receipt: ONE, incoming: ONE, click: ONE });
});
