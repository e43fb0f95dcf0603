import { type Message, type Sandbox, startSandbox } from '../../../sandbox/mottasl/index.ts';
import type { PhoneMessage } from '../../protocol.ts';
import type { LabClock } from '../clock.ts';
import { GATEWAY_FAULTS, RECEIPT_FAULTS } from './faults.ts';
import type { Gateway, LabApp } from './gateway.ts';
import { sandboxed } from './sandboxed.ts';

const PHONE = '966501234567';
const OTHER_PHONE = '966501234568';

/** Statuses as fast as they can be followed. */
const PROMPT = { sentAfterMs: 200, deliveredAfterMs: 700, readAfterMs: 1_500 };
const HOUR = 3_600_000;

const NOTES: Readonly<Record<string, string>> = {
  full: 'Read and write',
  readOnly: 'Read only',
  opaque: 'A key that is no token',
};

const OUTCOMES: Readonly<Record<string, PhoneMessage['outcome']>> = {
  delivered: 'delivered',
  read: 'delivered',
  received: 'delivered',
  failed: 'failed',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A template as the phone shows it: the text of its components, with the values in their places. */
const templateText = ({ business }: Sandbox, content: Record<string, unknown>): string => {
  const template = business.templates.find(({ id }) => id === content.template_id);
  const given =
    typeof content.argument === 'object' && content.argument !== null ? { ...content.argument } : {};
  const values = new Map(Object.entries(given));
  const lines = (template?.components ?? []).flatMap(({ type, text }) =>
    text === undefined
      ? []
      : [
          text.replace(/\{\{(\d+)\}\}/g, (_, place: string) =>
            textOf(listOf(values.get(type))[Number(place) - 1]),
          ),
        ],
  );
  return lines.join('\n');
};

const mediaOf = ({ type, content }: Message): PhoneMessage['media'] => {
  const url = textOf(content.link);
  return url ? [{ url, type }] : [];
};

const toPhoneMessage = (sandbox: Sandbox, message: Message): PhoneMessage => {
  const { content, contact, direction, type } = message;
  return {
    id: message.id,
    phone: contact.platformId,
    direction: direction === 'out' ? 'in' : 'out',
    peer: sandbox.business.number,
    text:
      type === 'template' ? templateText(sandbox, content) : textOf(content.text) || textOf(content.caption),
    parts: null,
    status: message.status.toUpperCase(),
    outcome: OUTCOMES[message.status] ?? 'pending',
    sentAt: message.createdAt,
    at: message.createdAt,
    media: mediaOf(message),
  };
};

const openGateway = (sandbox: Sandbox, clock: LabClock): Gateway => ({
  ...sandboxed(sandbox, clock, {
    url: new URL(sandbox.url).origin,
    switches: {
      duplicate: { duplicateDeliveries: true },
      late: { deliveredAfterMs: HOUR, readAfterMs: HOUR },
    },
    // Sent and no more, failed.
    endings: { off: '902', none: '901' },
    numberOf: (phone) => phone,
  }),
  accounts: Object.values(sandbox.keys).map(({ name, key }) => ({
    id: name,
    authData: { api_key: key },
    note: NOTES[name] ?? name,
  })),
  *messages() {
    yield* sandbox.business.messages.map((message) => toPhoneMessage(sandbox, message));
  },
  reply: (phone, text) => void sandbox.inbound({ from: phone, text }),
  subscriptions: () =>
    sandbox.business.webhooks.map(({ event, url }) => ({ event, account: 'Azeer', holder: url })),
});

export const mottasl: LabApp = {
  id: 'mottasl',
  name: 'Azeer (Mottasl)',
  relay: false,
  channel: 'whatsapp',
  addresses: { MOTTASL_API_URL: '/v1' },
  faults: [...GATEWAY_FAULTS, ...RECEIPT_FAULTS],
  phoneStates: [
    { id: 'on', label: 'On' },
    { id: 'off', label: 'Switched off' },
    { id: 'none', label: 'Not on WhatsApp' },
  ],
  phones: [PHONE, OTHER_PHONE],
  tour: {
    connection: 'full',
    phone: PHONE,
    send: {
      kind: 'creates',
      key: 'send_whatsapp_template',
      values: {
        recipient: `+${PHONE}`,
        template_id: 'opening_hours',
        language: 'en',
        create_contact: 'true',
      },
    },
    receipt: { kind: 'triggers', key: 'message_status_changed', values: {} },
    inbound: { kind: 'triggers', key: 'inbound_message', values: {} },
    fourth: {
      trigger: { kind: 'triggers', key: 'contact_added', values: {} },
      act: 'reply',
      text: 'Hello',
      phone: OTHER_PHONE,
    },
    answer: {
      kind: 'creates',
      key: 'send_whatsapp_message',
      values: {
        recipient: '{{inbound_message.originator}}',
        body: 'You wrote {{inbound_message.body}}. We are open from eight to six.',
      },
    },
  },
  start: async (clock) => openGateway(await startSandbox({ now: clock.now(), settings: PROMPT }), clock),
};
