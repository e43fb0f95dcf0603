import { failureOf } from '../../../../tools/testing/failure.ts';
import { OPEN, openWindow, useWorld } from '../support/world.ts';

type Fields = Record<string, unknown>;

const world = useWorld();

const TRIGGERS: readonly (readonly [key: string, event: string, input: Fields])[] = [
  ['inbound_message', 'incoming_msg', {}],
  ['message_status_changed', 'message_status_changed', {}],
  ['contact_added', 'new_contact', {}],
  ['chat_assigned', 'chat_assigned', {}],
  ['chat_closed', 'chat_closed', {}],
  ['account_event', 'billing_alert', { event: 'billing_alert' }],
];

const run = (key: string, method: string, inputData: Fields, bundle: Fields = {}) =>
  world().zapier.run(`triggers.${key}.operation.${method}`, {
    authData: world().authData,
    inputData,
    bundle,
  });

const post = (
  key: string,
  body: unknown,
  input: Fields = {},
  subscribeData?: unknown,
  request: Fields = {},
) =>
  run(key, 'perform', input, {
    cleanedRequest: body,
    rawRequest: { method: 'POST', content: JSON.stringify(body), headers: {}, querystring: '', ...request },
    subscribeData,
  });

const lines = () => world().zapier.logs.map(({ message }) => message);

describe.each(TRIGGERS)('%s', (key, event, input) => {
  test('subscribes with its own token, and unsubscribes by ID', async () => {
    const { sandbox } = world();
    const targetUrl = 'https://hooks.example.org/1';
    const kept = Object(await run(key, 'performSubscribe', input, { targetUrl }));
    const [webhook] = sandbox.business.webhooks;
    expect(kept).toEqual({ id: webhook?.id, url: targetUrl, securetoken: webhook?.securetoken });
    expect(sandbox.requests[0]?.json).toEqual({
      name: `Zapier ${event}`,
      description: expect.any(String),
      url: targetUrl,
      event,
      securetoken: expect.stringMatching(/^[\w-]{32}$/),
      policy: 'retry',
      enabled: true,
    });
    const other = Object(
      await run(key, 'performSubscribe', input, { targetUrl: 'https://hooks.example.org/2' }),
    );
    expect(other.securetoken).not.toBe(kept.securetoken);
    await run(key, 'performUnsubscribe', input, { targetUrl, subscribeData: kept });
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'DELETE', target: `/v1/webhook/${kept.id}` });
    expect(sandbox.business.webhooks.map(({ id }) => id)).toEqual([other.id]);
    expect(await run(key, 'performUnsubscribe', input, { targetUrl, subscribeData: kept })).toEqual({});
  });

  test('lists nothing', async () => {
    expect(await run(key, 'performList', input)).toEqual([]);
    expect(world().sandbox.requests).toEqual([]);
  });

  test('drops unreadable events with one log line', async () => {
    for (const body of ['hello', undefined, [], 7]) {
      world().zapier.logs.splice(0);
      expect(await post(key, body, input)).toEqual([]);
      expect(lines().filter((line) => line.includes('could not be read'))).toHaveLength(1);
    }
  });

  test.each([
    ['header', { headers: { 'Http-Securetoken': 'wrong' } }],
    ['header of the same length', { headers: { 'Http-X-Securetoken': 'Hush' } }],
    ['query', { querystring: 'securetoken=wrong' }],
    ['body', { body: { securetoken: 'wrong' } }],
  ])('drops a delivery with a wrong token in its %s', async (_place, { body = {}, ...request }: Fields) => {
    const event = { id: 7, from: OPEN, message_id: 'm', status: 'read', ...Object(body) };
    expect(await post(key, event, input, { id: '1', securetoken: 'hush' }, request)).toEqual([]);
    expect(lines().filter((line) => line.includes("another webhook's token"))).toHaveLength(1);
  });

  test('accepts a delivery with the right token, or without one', async () => {
    const event = { id: 7, from: OPEN, message_id: 'm', status: 'read' };
    const kept = { id: '1', securetoken: 'hush' };
    const headers = { 'Http-Securetoken': 'hush' };
    expect(await post(key, event, input, kept, { headers })).toHaveLength(1);
    expect(await post(key, event, input, kept)).toHaveLength(1);
    expect(await post(key, event, input, undefined, { headers })).toHaveLength(1);
    expect(await run(key, 'perform', input, { cleanedRequest: event, subscribeData: kept })).toHaveLength(1);
    const withToken = await post(key, { ...event, securetoken: 'hush' }, input, kept);
    expect(withToken).toHaveLength(1);
    expect(JSON.stringify(withToken)).not.toContain('hush');
  });
});

test('finds a webhook by URL if the response has no ID', async () => {
  const { sandbox } = world();
  sandbox.settings.webhookId = 'none';
  const targetUrl = 'https://hooks.example.org/1';
  const kept = await run('contact_added', 'performSubscribe', {}, { targetUrl });
  const [webhook] = sandbox.business.webhooks;
  expect(kept).toMatchObject({ id: webhook?.id });
  expect(sandbox.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
    'POST /v1/webhook',
    'GET /v1/webhook',
  ]);
});

test('keeps a webhook that the list shows after an unclear response', async () => {
  world().sandbox.faults.add({ kind: 'html', method: 'POST', when: 'after' });
  const { business } = world().sandbox;
  business.webhooks.push({
    id: 'w-7',
    name: 'n',
    description: 'd',
    url: 'https://hooks.example.org/1',
    event: 'new_contact',
    securetoken: 't',
    policy: 'retry',
    enabled: true,
  });
  const kept = await run(
    'contact_added',
    'performSubscribe',
    {},
    { targetUrl: 'https://hooks.example.org/1' },
  );
  expect(kept).toMatchObject({ id: business.webhooks.at(-1)?.id });
});

test.each([
  [
    { kind: 'status', status: 500, method: 'POST' } as const,
    /^Azeer returned a server error\. This Zap gets no events yet/,
  ],
  [{ kind: 'status', status: 400, method: 'POST' } as const, /^Azeer rejected this request/],
  [{ kind: 'status', status: 401, method: 'POST' } as const, /^Azeer rejected this API key/],
])('fails to subscribe if the webhook was not created: %j', async (fault, says) => {
  world().sandbox.faults.add(fault);
  const run1 = run('contact_added', 'performSubscribe', {}, { targetUrl: 'https://hooks.example.org/1' });
  expect((await failureOf(run1)).message).toMatch(says);
});

test('fails to subscribe if neither the response nor the list can be read', async () => {
  world().sandbox.faults.add({ kind: 'html', times: 'always' });
  const run1 = run('contact_added', 'performSubscribe', {}, { targetUrl: 'https://hooks.example.org/1' });
  expect((await failureOf(run1)).message).toMatch(/^Azeer returned an unreadable response/);
});

test.each([
  [{ kind: 'status', status: 404 } as const],
  [{ kind: 'shape', body: { webhooks: 'none' } } as const],
  [{ kind: 'shape', body: { webhooks: [{ url: 'https://hooks.example.org/1' }] } } as const],
])('stores the URL of a webhook without an ID, and deletes it by URL: %j', async (fault) => {
  const { sandbox } = world();
  const targetUrl = 'https://hooks.example.org/1';
  sandbox.settings.webhookId = 'none';
  sandbox.faults.add({ ...fault, method: 'GET', times: 'always' });
  const kept = await run('contact_added', 'performSubscribe', {}, { targetUrl });
  expect(kept).toMatchObject({ id: '', url: targetUrl });
  expect(lines().filter((line) => line.includes('returned no ID for the new webhook'))).toHaveLength(1);
  sandbox.faults.clear();
  await run('contact_added', 'performUnsubscribe', {}, { targetUrl, subscribeData: kept });
  expect(sandbox.business.webhooks).toEqual([]);
  await run('contact_added', 'performUnsubscribe', {}, { targetUrl, subscribeData: kept });
});

test.each([
  [{ kind: 'status', status: 500 } as const],
  [{ kind: 'status', status: 401 } as const],
  [{ kind: 'drop' } as const],
])('unsubscribing never fails: %j', async (fault) => {
  world().sandbox.faults.add({ ...fault, times: 'always' });
  const subscribeData = { id: 'w', url: 'https://hooks.example.org/1', securetoken: 'hush' };
  expect(await run('contact_added', 'performUnsubscribe', {}, { subscribeData })).toEqual({});
});

test('returns messages with the chosen types and keywords only', async () => {
  const message = (fields: Fields) => ({ from: OPEN, id: `m-${JSON.stringify(fields)}`, ...fields });
  const body = [
    message({ message_type: 'text', text: 'yes please' }),
    message({ message_type: 'text', text: 'No' }),
    message({ message_type: 'Image' }),
    message({ message_type: 'interactive', text: 'YES', interactive_reply_id: 'y' }),
    message({ direction: 'out', text: 'yes' }),
    message({}),
  ];
  const typesOf = (records: unknown) => (Array.isArray(records) ? records.map(({ type }) => type) : []);
  expect(typesOf(await post('inbound_message', body))).toEqual([
    'text',
    'text',
    'Image',
    'interactive',
    null,
  ]);
  expect(typesOf(await post('inbound_message', body, { keywords: ['Yes'] }))).toEqual([
    'text',
    'interactive',
  ]);
  expect(typesOf(await post('inbound_message', body, { message_types: ['image', 'interactive'] }))).toEqual([
    'Image',
    'interactive',
  ]);
  expect(typesOf(await post('inbound_message', body, { message_types: 'text', keywords: 'no,yes' }))).toEqual(
    ['text', 'text'],
  );
});

test('returns the chosen outcomes only', async () => {
  const body = ['sent', 'delivered', 'read', 'failed'].map((status) => ({ message_id: 'm', status }));
  const idsOf = (records: unknown) => (Array.isArray(records) ? records.map(({ id }) => id) : []);
  expect(idsOf(await post('message_status_changed', body, { outcomes: ['delivered'] }))).toEqual([
    'm:DELIVERED',
    'm:READ',
  ]);
  expect(idsOf(await post('message_status_changed', body))).toHaveLength(4);
});

test('rejects the outcome unknown, in the editor and when subscribing', async () => {
  const input = { outcomes: ['unknown'] };
  for (const method of ['performList', 'performSubscribe']) {
    const targetUrl = 'https://hooks.example.org/1';
    const { message } = await failureOf(run('message_status_changed', method, input, { targetUrl }));
    expect(message).toMatch(/^Outcomes "unknown" is not one of its choices/);
  }
  expect(world().sandbox.requests).toEqual([]);
});

test('returns the chosen account events, and unnamed ones', async () => {
  const body = [
    { webhook_event_type: 'billing_alert', n: 1 },
    { webhook_event_type: 'for_rules', n: 2 },
    { n: 3 },
  ];
  expect(await post('account_event', body, { event: 'billing_alert' })).toMatchObject([
    { event: 'billing_alert', raw: { n: 1 } },
    { event: 'billing_alert', raw: { n: 3 } },
  ]);
});

test('rejects a blank or unknown event', async () => {
  const targetUrl = 'https://hooks.example.org/1';
  expect((await failureOf(run('account_event', 'performSubscribe', {}, { targetUrl }))).message).toBe(
    'Event is blank. Choose the event that starts this Zap.',
  );
  for (const method of ['performList', 'performSubscribe']) {
    const { message } = await failureOf(run('account_event', method, { event: 'x' }, { targetUrl }));
    expect(message).toMatch(/^Event "x" is not one of its choices/);
  }
});

test('returns any account event if the chosen one is unknown', async () => {
  const body = [{ webhook_event_type: 'billing_alert' }, { n: 3 }];
  expect(await post('account_event', body)).toMatchObject([{ event: 'billing_alert' }, { event: null }]);
});

test('returns contact and chat events', async () => {
  const { sandbox, zapier, authData, create } = world();
  const zaps = await Promise.all(
    ['contact_added', 'chat_assigned', 'chat_closed'].map((key) => zapier.switchOn(key, { authData })),
  );
  openWindow(world());
  await create('assign_contact', { mobile: OPEN, agent: 'dana.k@example.org' });
  const [lina] = sandbox.business.contacts;
  if (lina) sandbox.closeChat(lina);
  await sandbox.settle();
  expect(zaps.map(({ events }) => events)).toMatchObject([
    [{ contact_id: String(lina?.id), mobile: OPEN }],
    [{ contact_id: String(lina?.id), agent: 'dana.k@example.org' }],
    [{ contact_id: String(lina?.id) }],
  ]);
});
