import { type Account, type Message, type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import type { PhoneMessage, Subscription } from '../../protocol.ts';
import type { LabClock } from '../clock.ts';
import { GATEWAY_FAULTS, RECEIPT_FAULTS } from './faults.ts';
import type { Gateway, LabApp } from './gateway.ts';
import { sandboxed } from './sandboxed.ts';

const PHONE = '447700900123';
const INBOX = '447700900800';
const LINK = 'https://bakery.example.com/cakes/order-1044';

/** Receipts as fast as they can be followed. */
const PROMPT = { carrierAfterMs: 400, finalAfterMs: 1_200 };
const HOUR = 3_600_000;

const NOTES: Readonly<Record<string, string>> = {
  classic: 'Classic',
  classicOther: 'Classic, another account',
  vortex: 'Vortex',
  vortexLimited: 'Vortex, a key without permissions',
};

const PENDING = ['SCHEDULED', 'CREATED', 'ACCEPTED', 'SENT', 'PARKED'];

const outcomeOf = (status: string): PhoneMessage['outcome'] => {
  if (status === 'DELIVERED' || status === 'RECEIVED') return 'delivered';
  if (status === 'UNKNOWN') return 'unknown';
  return PENDING.includes(status) ? 'pending' : 'failed';
};

const toPhoneMessage = (message: Message): PhoneMessage => {
  const outbound = message.direction === 'MT';
  return {
    id: message.id,
    phone: outbound ? message.recipient : message.originator,
    direction: outbound ? 'in' : 'out',
    peer: outbound ? message.originator : message.recipient,
    text: message.text,
    parts: message.parts,
    status: message.status,
    outcome: outcomeOf(message.status),
    sentAt: message.createdAt,
    at: outbound ? message.updatedAt : message.createdAt,
    media: [],
  };
};

/** Accounts with a log of their own; several keys may share one. */
const withOwnLog = (sandbox: Sandbox): Account[] => {
  const ledgers = new Set<object>();
  return sandbox.accounts.list().filter(({ ledger }) => !ledgers.has(ledger) && ledgers.add(ledger));
};

const lastWriter = (sandbox: Sandbox, phone: string): Account | undefined =>
  withOwnLog(sandbox)
    .flatMap((account) => {
      const at = account.ledger.log.lastSentTo(phone)?.createdAt;
      return at === undefined ? [] : [{ account, at }];
    })
    .toSorted((one, other) => other.at - one.at)[0]?.account;

const subscriptionsOf = (sandbox: Sandbox): Subscription[] =>
  withOwnLog(sandbox).flatMap(({ name, platform, hooks }) =>
    platform === 'classic'
      ? Object.entries(hooks).map(([event, holder]) => ({ event, account: NOTES[name] ?? name, holder }))
      : [],
  );

const openGateway = (sandbox: Sandbox, clock: LabClock): Gateway => ({
  ...sandboxed(sandbox, clock, {
    url: sandbox.url,
    switches: { duplicate: { duplicateReceipts: true }, late: { finalAfterMs: HOUR } },
    // Expired, undelivered, invalid.
    endings: { off: '903', credit: '902', none: '908' },
    numberOf: (phone) => phone,
  }),
  addressOf: (link) => {
    const known = sandbox.links().find(({ code }) => link.endsWith(`/${code}`));
    return known ? `${sandbox.url}/s/${known.code}` : null;
  },
  accounts: sandbox.accounts.list().map(({ name, key }) => ({
    id: name,
    authData: { api_key: key },
    note: NOTES[name] ?? name,
  })),
  *messages() {
    for (const { ledger } of withOwnLog(sandbox)) yield* ledger.log.all().map(toPhoneMessage);
  },
  reply: (phone, text, account) => {
    const receiver =
      lastWriter(sandbox, phone) ?? sandbox.accounts.byName(account) ?? sandbox.accounts.classic;
    sandbox.inbound(receiver, { from: phone, text });
  },
  subscriptions: () => subscriptionsOf(sandbox),
});

export const mobivate: LabApp = {
  id: 'mobivate',
  name: 'Mobivate',
  relay: true,
  channel: 'sms',
  addresses: { MOBIVATE_API_URL: '', MOBIVATE_TASKS_URL: '' },
  faults: [...GATEWAY_FAULTS, ...RECEIPT_FAULTS],
  phoneStates: [
    { id: 'on', label: 'On' },
    { id: 'off', label: 'Switched off' },
    { id: 'credit', label: 'Out of credit' },
    { id: 'none', label: 'Does not exist' },
  ],
  phones: [PHONE, '447700900124', '353850000125'],
  tour: {
    connection: 'classic',
    phone: PHONE,
    send: {
      kind: 'creates',
      key: 'send_sms',
      values: {
        originator: INBOX,
        recipient: `+${PHONE}`,
        body: `Your cake is ready: ${LINK} Reply YES to have it delivered.`,
        reference: 'order-1044',
        shorten_urls: 'true',
      },
    },
    receipt: { kind: 'triggers', key: 'delivery_receipt', values: { include_message: 'true' } },
    inbound: { kind: 'triggers', key: 'inbound_message', values: { include_original: 'true' } },
    fourth: { trigger: { kind: 'triggers', key: 'link_click', values: {} }, act: 'tap' },
    answer: {
      kind: 'creates',
      key: 'send_sms',
      values: {
        originator: INBOX,
        recipient: '{{inbound_message.originator}}',
        body: 'You wrote {{inbound_message.body}}. The cake is on its way.',
      },
    },
  },
  start: async (clock) => openGateway(await startSandbox({ now: clock.now(), settings: PROMPT }), clock),
};
