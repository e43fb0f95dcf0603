import {
  type Account,
  type Message,
  type Sandbox,
  startSandbox,
} from '../../../sandbox/messagemedia/index.ts';
import type { PhoneMessage } from '../../protocol.ts';
import type { LabClock } from '../clock.ts';
import { GATEWAY_FAULTS, RECEIPT_FAULTS } from './faults.ts';
import type { Gateway, LabApp } from './gateway.ts';
import { sandboxed } from './sandboxed.ts';

const PHONE = '61491570156';
const OTHER_PHONE = '61491570157';
const SENDER = '+61491570110';

/** Reports as fast as they can be followed. */
const PROMPT = { carrierAfterMs: 400, finalAfterMs: 1_200 };
const HOUR = 3_600_000;

const NOTES: Readonly<Record<string, string>> = {
  basic: 'Basic authentication',
  hmac: 'HMAC, the same account',
  bare: 'Another account, every feature switched off',
};

const OUTCOMES: Readonly<Record<string, PhoneMessage['outcome']>> = {
  delivered: 'delivered',
  read: 'delivered',
  processed: 'delivered',
  failed: 'failed',
  rejected: 'failed',
  expired: 'failed',
  cancelled: 'failed',
};

const digits = (number: string): string => number.replace(/^\+/, '');

const toPhoneMessage = (message: Message): PhoneMessage => {
  const outbound = message.direction === 'outbound';
  return {
    id: message.id,
    phone: digits(outbound ? message.destination : message.source),
    direction: outbound ? 'in' : 'out',
    peer: outbound ? message.source : message.destination,
    text: message.content,
    parts: message.format === 'SMS' ? message.units : null,
    status: message.status.toUpperCase(),
    outcome: OUTCOMES[message.status] ?? 'pending',
    sentAt: message.createdAt,
    at: outbound ? message.updatedAt : message.createdAt,
    media: message.media.map((url) => ({ url, type: 'image' })),
  };
};

/** Accounts with a log of their own; several keys may share one. */
const withOwnLog = (sandbox: Sandbox): Account[] => {
  const ledgers = new Set<object>();
  return sandbox.accounts.list().filter(({ ledger }) => !ledgers.has(ledger) && ledgers.add(ledger));
};

const lastWriter = (sandbox: Sandbox, number: string): Account | undefined =>
  withOwnLog(sandbox)
    .flatMap((account) => {
      const at = account.ledger.lastSentTo(number)?.createdAt;
      return at === undefined ? [] : [{ account, at }];
    })
    .toSorted((one, other) => other.at - one.at)[0]?.account;

const openGateway = (sandbox: Sandbox, clock: LabClock): Gateway => ({
  ...sandboxed(sandbox, clock, {
    url: sandbox.url,
    switches: { duplicate: { duplicateReports: true }, late: { finalAfterMs: HOUR } },
    // Expired, failed, no such number.
    endings: { off: '903', credit: '905', none: '901' },
    numberOf: (phone) => `+${phone}`,
  }),
  accounts: sandbox.accounts.list().map(({ name, method, key, secret }) => ({
    id: name,
    authData: { api_key: key, api_secret: secret, auth_method: method },
    note: NOTES[name] ?? name,
  })),
  *messages() {
    for (const { ledger } of withOwnLog(sandbox)) yield* ledger.all().map(toPhoneMessage);
  },
  reply: (phone, text, account) => {
    const from = `+${phone}`;
    const receiver = lastWriter(sandbox, from) ?? sandbox.accounts.byName(account) ?? sandbox.accounts.basic;
    sandbox.inbound(receiver, { from, text });
  },
  subscriptions: () =>
    withOwnLog(sandbox).flatMap(({ name, ledger }) =>
      ledger.webhooks.map(({ url, events }) => ({
        event: events.length > 1 ? `${events[0]} and ${events.length - 1} more` : (events[0] ?? ''),
        account: NOTES[name] ?? name,
        holder: url,
      })),
    ),
});

export const messagemedia: LabApp = {
  id: 'messagemedia',
  name: 'Sinch MessageMedia',
  relay: false,
  channel: 'sms',
  addresses: { MESSAGEMEDIA_API_URL: '' },
  faults: [...GATEWAY_FAULTS, ...RECEIPT_FAULTS],
  phoneStates: [
    { id: 'on', label: 'On' },
    { id: 'off', label: 'Switched off' },
    { id: 'credit', label: 'Out of credit' },
    { id: 'none', label: 'Does not exist' },
  ],
  phones: [PHONE, OTHER_PHONE, '61491570158'],
  tour: {
    connection: 'basic',
    phone: PHONE,
    send: {
      kind: 'creates',
      key: 'send_sms',
      values: {
        originator: SENDER,
        recipient: `+${PHONE}`,
        body: 'Your cake is ready. Reply YES to have it delivered.',
        reference: 'order-1044',
      },
    },
    receipt: { kind: 'triggers', key: 'delivery_receipt', values: {} },
    inbound: { kind: 'triggers', key: 'inbound_message', values: { include_original: 'true' } },
    fourth: {
      trigger: { kind: 'triggers', key: 'optout_added', values: {} },
      act: 'reply',
      text: 'STOP',
      phone: OTHER_PHONE,
    },
    answer: {
      kind: 'creates',
      key: 'send_sms',
      values: {
        originator: SENDER,
        recipient: '{{inbound_message.originator}}',
        body: 'You wrote {{inbound_message.body}}. The cake is on its way.',
      },
    },
  },
  start: async (clock) => openGateway(await startSandbox({ now: clock.now(), settings: PROMPT }), clock),
};
