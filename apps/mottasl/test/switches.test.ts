import * as v from 'valibot';
import { settingsSchema } from '../../../sandbox/mottasl/settings.ts';
import { failureOf } from '../../../tools/testing/failure.ts';
import { OPEN, openWindow, useWorld } from './support/world.ts';

const world = useWorld();

interface Switch {
  readonly name: string;
  readonly positions: readonly unknown[];
}

const SWITCHES = Object.entries(settingsSchema.entries).flatMap(([name, schema]): Switch[] => {
  if (schema.type === 'boolean') return [{ name, positions: [false, true] }];
  return schema.type === 'picklist' ? [{ name, positions: schema.options }] : [];
});

const MOST_POSITIONS = Math.max(...SWITCHES.map(({ positions }) => positions.length));

/** Turns every switch on by one position in each round; in the second half, each one starts where another does. */
const ROUNDS = Array.from({ length: 2 * MOST_POSITIONS }, (_, round) =>
  Object.fromEntries(
    SWITCHES.map(({ name, positions }, index) => {
      const start = round < MOST_POSITIONS ? 0 : index;
      return [name, positions[(start + round) % positions.length]];
    }),
  ),
);

test('covers every value of every sandbox setting', () => {
  for (const { name, positions } of SWITCHES) {
    expect(new Set(ROUNDS.map((round) => round[name]))).toEqual(new Set(positions));
  }
});

const TEMPLATE = {
  recipient: OPEN,
  template_id: 'order_ready',
  language: 'en',
  header_1: '1042',
  body_1: 'Lina',
  body_2: '1042',
  body_3: 'six',
  button_1: '1042',
};

const labelsOf = (fields: unknown): unknown[] =>
  Array.isArray(fields) ? fields.map((field) => Object(field).label) : [];

describe.each(ROUNDS)('with the settings %j', (settings) => {
  beforeEach(() => {
    Object.assign(world().sandbox.settings, settings);
  });

  test('connects, and explains a wrong key', async () => {
    const { zapier, authData } = world();
    expect(await zapier.run('authentication.test', { authData })).toEqual({
      key_fingerprint: expect.stringMatching(/^[0-9a-f]{6}$/),
      scope: 'read_write',
    });
    const { message } = await failureOf(
      zapier.run('authentication.test', { authData: { api_key: 'wrong' } }),
    );
    expect(message).toMatch(/^Azeer (?:rejected|does not allow) this API key/);
  });

  test('receives each inbound message once, until the Zap is turned off', async () => {
    const { sandbox, zapier, authData } = world();
    const zap = await zapier.switchOn('inbound_message', { authData });
    sandbox.inbound({ from: OPEN, text: 'Is it ready?' });
    await sandbox.settle();
    expect(new Set(zap.events.map(({ id }) => id)).size).toBe(1);
    expect(zap.events[0]).toMatchObject({
      originator: OPEN,
      type: 'text',
      body: 'Is it ready?',
      keyword: 'IS',
    });
    await zap.switchOff();
    expect(sandbox.business.webhooks).toEqual([]);
  });

  test('receives the statuses of a sent message', async () => {
    const { sandbox, zapier, authData, create } = world();
    const zap = await zapier.switchOn('message_status_changed', { authData });
    openWindow(world());
    await create('send_whatsapp_message', { recipient: OPEN, body: 'Your order is ready.' });
    const [sent] = sandbox.business.messages;
    sandbox.clock.advance(10_000);
    await sandbox.settle();
    const own = zap.events.filter(({ message_id }) => message_id === sent?.id);
    expect([...new Map(own.map((event) => [event.id, event])).values()]).toMatchObject(
      ['SENT', 'DELIVERED', 'READ'].map((status) => ({
        id: `${sent?.id}:${status}`,
        message_id: sent?.id,
        recipient: OPEN,
        status,
        outcome: status === 'SENT' ? 'pending' : 'delivered',
      })),
    );
    await zap.switchOff();
    expect(sandbox.business.webhooks).toEqual([]);
  });

  test('sends a text and a template with its fields', async () => {
    const { sandbox, zapier, authData, create } = world();
    openWindow(world());
    const fields = await zapier.run('creates.send_whatsapp_template.operation.inputFields', {
      authData,
      inputData: { template_id: 'order_ready' },
    });
    expect(labelsOf(fields).slice(-5)).toEqual(['{{1}}', '{{1}}', '{{2}}', '{{3}}', '{{1}}']);
    const results = [
      await create('send_whatsapp_message', { recipient: OPEN, body: 'Hello' }),
      await create('send_whatsapp_template', TEMPLATE),
    ];
    const ids = sandbox.business.messages.map(({ id }) => (sandbox.settings.sent === 'none' ? null : id));
    expect(results).toMatchObject(ids.map((id) => ({ id, status: 'accepted', reason: null })));
    expect(results).toHaveLength(2);
  });

  test('explains a closed window and a read-only key', async () => {
    const { sandbox, zapier, create } = world();
    sandbox.addContact({ platformId: OPEN, name: 'Lina' });
    const send = () => create('send_whatsapp_message', { recipient: OPEN, body: 'Hello' });
    if (sandbox.settings.windowClosed === 'refuse') {
      expect((await failureOf(send())).message).toContain('Send WhatsApp Template');
    } else {
      expect(await send()).toMatchObject({ status: 'accepted' });
    }
    const authData = { api_key: sandbox.keys.readOnly.key };
    const { name: kind, message } = await failureOf(
      zapier.run('creates.create_tag.operation.perform', { authData, inputData: { name: 'new' } }),
    );
    expect(kind).toBe('AppError');
    expect(message).toContain('Create a key with Read and write');
  });

  test('creates, tags, and assigns contacts, and finds tags and agents', async () => {
    const { sandbox, create, search } = world();
    const country_code = sandbox.settings.countryCodes === 'dial' ? '966' : '';
    const rows = [
      { mobile: OPEN, name: 'Lina', country_code },
      { mobile: '966500000901', name: 'Omar', country_code },
    ];
    const isRefused = sandbox.settings.contacts === 'failures';
    expect(await create('create_contacts', { contacts: rows })).toMatchObject({
      mode: 'sync',
      accepted: isRefused ? 1 : 2,
      results: [{ status: 'accepted' }, { status: isRefused ? 'not_sent' : 'accepted' }],
    });
    expect(await search('find_tag', { name: 'vip' })).toMatchObject([{ id: '12', name: 'vip' }]);
    expect(await search('find_template', { name: 'order_ready' })).toMatchObject([{ placeholder_count: 5 }]);
    const [agent] = v.parse(
      v.array(v.object({ id: v.string() })),
      await search('find_agent', { name: 'Dana' }),
    );
    await create('tag_contact', { mobile: OPEN, tag_ids: ['12', '15'] });
    await create('assign_contact', { mobile: OPEN, agent: agent?.id });
    const [lina] = sandbox.business.contacts;
    expect([...(lina?.tags ?? [])]).toEqual([12, 15]);
    expect(lina?.agent).toBe('dana.k@example.org');
  });
});
