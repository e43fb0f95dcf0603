import { type Account, type Message, type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import type { PhoneMessage, Subscription } from '../../protocol.ts';
import { EXCHANGE_HEADER } from '../tap.ts';
import { faultSpec, GATEWAY_FAULTS, RECEIPT_FAULTS } from './faults.ts';
import type { Gateway, LabApp } from './gateway.ts';

const PHONE = '447700900123';
const INBOX = '447700900800';
const LINK = 'https://bakery.example.com/cakes/order-1044';

/** Receipts as fast as they can be followed. */
const PROMPT = { carrierAfterMs: 400, finalAfterMs: 1_200 };
const HOUR = 3_600_000;

/** Requests that are remembered for the faults that hit them. */
const KEPT = 200;

const STATES = [
  { id: 'on', label: 'On' },
  { id: 'off', label: 'Switched off' },
  { id: 'credit', label: 'Out of credit' },
  { id: 'none', label: 'Does not exist' },
];

/** The ending of a number that behaves like a phone in that state: expired, undelivered, invalid. */
const ENDINGS: Readonly<Record<string, string>> = {
  off: '903',
  credit: '902',
  none: '908',
};

const NOTES: Readonly<Record<string, string>> = {
  classic: 'Classic',
  classicOther: 'Classic, another account',
  vortex: 'Vortex',
  vortexLimited: 'Vortex, a key without permissions',
};

const outcomeOf = (status: string): PhoneMessage['outcome'] => {
  if (status === 'DELIVERED' || status === 'RECEIVED') return 'delivered';
  if (status === 'UNKNOWN') return 'unknown';
  return ['SCHEDULED', 'CREATED', 'ACCEPTED', 'SENT', 'PARKED'].includes(status) ? 'pending' : 'failed';
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

const trouble = (sandbox: Sandbox, id: string, always: boolean): ReturnType<Gateway['trouble']> => {
  const spec = faultSpec(id, always);
  if (spec) {
    const fault = sandbox.faults.add(spec);
    return { spent: () => fault.left <= 0, takeBack: () => sandbox.faults.remove(fault) };
  }
  const change = id === 'duplicate' ? { duplicateReceipts: true } : { finalAfterMs: HOUR };
  const usual = id === 'duplicate' ? { duplicateReceipts: false } : { finalAfterMs: PROMPT.finalAfterMs };
  Object.assign(sandbox.settings, change);
  return { spent: () => false, takeBack: () => void Object.assign(sandbox.settings, usual) };
};

const openGateway = (sandbox: Sandbox, now: () => number): Gateway => ({
  url: sandbox.url,
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
  setPhone: (phone, state) => {
    const ending = ENDINGS[state];
    if (ending) sandbox.endings.set(phone, ending);
    else sandbox.endings.delete(phone);
  },
  trouble: (fault, always) => trouble(sandbox, fault, always),
  faultOf: (exchange) => {
    const { requests } = sandbox;
    if (requests.length > KEPT) requests.splice(0, requests.length - KEPT);
    return requests.findLast(({ headers }) => headers[EXCHANGE_HEADER] === String(exchange))?.fault ?? null;
  },
  subscriptions: () => subscriptionsOf(sandbox),
  catchUp: () => sandbox.clock.advance(Math.max(0, now() - sandbox.clock.now())),
  close: () => sandbox.close(),
});

export const mobivate: LabApp = {
  id: 'mobivate',
  name: 'Mobivate',
  channel: 'sms',
  addresses: ['MOBIVATE_API_URL', 'MOBIVATE_TASKS_URL'],
  faults: [...GATEWAY_FAULTS, ...RECEIPT_FAULTS],
  phoneStates: STATES,
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
  start: async (clock) => {
    const sandbox = await startSandbox({ now: clock.now(), settings: PROMPT });
    return openGateway(sandbox, () => clock.now());
  },
};
