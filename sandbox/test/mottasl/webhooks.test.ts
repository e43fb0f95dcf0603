import type { Settings } from '../../mottasl/index.ts';
import { settingsSchema } from '../../mottasl/settings.ts';
import { withReceiver } from '../mobivate/support.ts';
import { call, START, TEXT, webhook, withSandbox } from './support.ts';

const bodiesOf = (received: readonly { body: string }[]) =>
  received.map(({ body }): unknown => JSON.parse(body));

test('posts what comes in, as documented', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      await call(sandbox, 'POST', '/webhook', webhook(url, 'incoming_msg'));
      await call(sandbox, 'POST', '/webhook', { ...webhook(url, 'incoming_msg'), enabled: false });
      sandbox.inbound({ from: '966500000001', text: 'Is it ready?', name: 'Lina' });
      await sandbox.settle();
      expect(bodiesOf(received)).toEqual([
        {
          webhook_event_type: 'incoming_msg',
          type: 'message',
          platform: 'whatsapp',
          direction: 'in',
          message_type: 'text',
          business_id: sandbox.business.id,
          contact_id: 2200,
          contact_name: 'Lina',
          from: '966500000001',
          to: '966110000002',
          id: expect.stringMatching(/^wamid\./),
          message_id: 90400,
          parent_message_id: null,
          text: 'Is it ready?',
          timestamp: new Date(START).toISOString(),
        },
      ]);
    }),
  ));

test('posts statuses, new contacts, assignments and closed chats', () =>
  withReceiver((url, received) =>
    withSandbox(async (sandbox) => {
      for (const event of [
        'message_status_changed',
        'new_contact',
        'chat_assigned',
        'chat_closed',
        'outgoing_msg',
      ]) {
        await call(sandbox, 'POST', '/webhook', webhook(url, event));
      }
      const { contact } = sandbox.inbound({ from: TEXT.to });
      await call(sandbox, 'POST', '/message/send', TEXT);
      await call(sandbox, 'POST', '/contact/assign', {
        platform_id: TEXT.to,
        assigned_platform_id: 'dana.k@example.org',
      });
      sandbox.closeChat(contact);
      sandbox.clock.advance(10_000);
      await sandbox.settle();
      const events = bodiesOf(received).map((body) => Object(body).webhook_event_type);
      expect(events.toSorted()).toEqual([
        'chat_assigned',
        'chat_closed',
        'message_status_changed',
        'message_status_changed',
        'message_status_changed',
        'new_contact',
        'outgoing_msg',
      ]);
    }),
  ));

test.each(settingsSchema.entries.securetoken.options)(
  'gives the secure token back in: %s',
  (securetoken: Settings['securetoken']) =>
    withReceiver((url, received) =>
      withSandbox(
        async (sandbox) => {
          await call(sandbox, 'POST', '/webhook', webhook(`${url}/in?zap=7`, 'billing_alert'));
          sandbox.announce('billing_alert', { balance: 3 });
          await sandbox.settle();
          const [got] = received;
          const [delivery] = sandbox.deliveries;
          expect(got?.path.startsWith('/in?zap=7')).toBe(true);
          expect(got?.path.includes('hush')).toBe(securetoken === 'query');
          expect(got?.body.includes('hush')).toBe(securetoken === 'body');
          expect(JSON.stringify(delivery?.headers).includes('hush')).toBe(securetoken.includes('header'));
        },
        { settings: { securetoken } },
      ),
    ),
);

test.each(settingsSchema.entries.payloads.options)(
  'wraps payloads as %s, twice where asked for',
  (payloads) =>
    withReceiver((url, received) =>
      withSandbox(
        async (sandbox) => {
          await call(sandbox, 'POST', '/webhook', webhook(url, 'billing_alert'));
          sandbox.announce('billing_alert', { balance: 3 });
          await sandbox.settle();
          expect(received).toHaveLength(2);
          expect(received[0]?.body).toContain('"balance":3');
        },
        { settings: { payloads, duplicateDeliveries: true } },
      ),
    ),
);

test.each(settingsSchema.entries.webhookId.options)('gives the id of a new webhook at %s', (webhookId) =>
  withSandbox(
    async (sandbox) => {
      const { text } = await call(sandbox, 'POST', '/webhook', webhook('https://example.org/', 'for_rules'));
      const [made] = sandbox.business.webhooks;
      expect(text.includes(String(made?.id))).toBe(webhookId !== 'none');
    },
    { settings: { webhookId } },
  ),
);

test('lists, shows and deletes webhooks', () =>
  withSandbox(async (sandbox) => {
    await call(sandbox, 'POST', '/webhook', webhook('https://example.org/', 'for_rules'));
    const [made] = sandbox.business.webhooks;
    expect((await call(sandbox, 'GET', `/webhook/${made?.id}`)).json).toMatchObject({
      data: { event: 'for_rules' },
    });
    expect((await call(sandbox, 'DELETE', `/webhook/${made?.id}`)).status).toBe(200);
    expect((await call(sandbox, 'DELETE', `/webhook/${made?.id}`)).status).toBe(404);
    expect((await call(sandbox, 'GET', `/webhook/${made?.id}`)).status).toBe(404);
    expect((await call(sandbox, 'POST', '/webhook', { event: 'none' })).status).toBe(400);
  }));
