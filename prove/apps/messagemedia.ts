import { type Account, type Sandbox, startSandbox } from '../../sandbox/messagemedia/index.ts';
import { templateProperties } from '../fuzz/templates.ts';
import { type Example, type Proof, posted } from '../proof.ts';

const VARIANTS = ['Basic', 'HMAC'] as const;

const KNOWN = '+61491570156';
const OPTED_OUT = '+61491570199';
const LIST = '0b4b9f0a-8a0d-4f2b-9a3e-6a7b8c9d0e1f';
const CONTACT = '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81';
const REFERENCE = 'order-1042';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Fills an account with the records that examples refer to. */
const fill = (sandbox: Sandbox, account: Account): { newest: string; scheduled: string } => {
  const metadata = { reference: REFERENCE };
  const [, newest] = sandbox.seedMessages(account, 2, { destination: KNOWN, metadata });
  const [scheduled] = sandbox.seedMessages(account, 1, { destination: KNOWN, status: 'scheduled' });
  sandbox.inbound(account, { from: OPTED_OUT, text: 'STOP' });
  const { contacts, lists, senders } = account.ledger;
  lists.push({ id: LIST, name: 'Regulars' });
  senders.push({
    id: 's1',
    sender_address: 'Bakery',
    sender_address_type: 'ALPHANUMERIC',
    label: null,
    display_status: 'APPROVED',
  });
  contacts.push({
    id: CONTACT,
    firstName: 'Priya',
    lastName: 'Iyer',
    channels: [{ channelId: KNOWN, type: 'SMS', subscriptionState: 'SUBSCRIBED' }],
    lists: [],
    createdAt: sandbox.clock.now(),
  });
  return { newest: newest?.id ?? '', scheduled: scheduled?.id ?? '' };
};

const MESSAGE = { originator: 'Bakery', recipient: KNOWN, body: 'Your cake is ready.' };

const REPLY = {
  reply_id: 'reply-1',
  content: 'YES',
  source_number: KNOWN,
  destination_number: '+61491570110',
  date_received: '2026-03-04T23:01:12.417Z',
};

const REPORT = {
  delivery_report_id: 'report-1',
  status: 'delivered',
  error_code: '220',
  source_number: KNOWN,
  date_received: '2026-03-04T23:01:12.417Z',
};

const examples: Record<string, readonly Example[]> = {
  connection: [{ does: 'connects', input: () => ({}) }],

  send_sms: [
    { does: 'sends', input: () => ({ ...MESSAGE, reference: 'order-1' }) },
    { name: 'scheduled', does: 'sends', input: () => ({ ...MESSAGE, schedule_at: inHours(1) }) },
    {
      name: 'once',
      does: 'sends',
      input: () => ({ ...MESSAGE, reference: 'order-1', once_per_reference: true }),
    },
    {
      name: 'resumed',
      does: 'sends',
      input: () => ({ ...MESSAGE, reference: 'order-1' }),
      resume: () => ({
        outputData: { id: CONTACT, status: 'accepted', delivery: null, reply: null },
        ...posted(REPORT),
      }),
    },
  ],
  send_mms: [
    {
      does: 'sends',
      input: () => ({ ...MESSAGE, media: ['https://bakery.example.com/cake.png'] }),
      resume: () => ({
        outputData: { id: CONTACT, status: 'accepted', delivery: null, reply: null },
        ...posted(REPLY),
      }),
    },
  ],
  send_bulk_sms: [
    {
      does: 'sends many',
      input: () => ({
        originator: 'Bakery',
        recipients: [KNOWN, '+61491570157', '0491 570 158', KNOWN],
        body: 'Your cake is ready.',
      }),
    },
  ],
  cancel_message: [
    {
      does: 'changes',
      input: ({ held }) => ({ message_id: held.scheduled }),
      trusts: VARIANTS,
      believes: true,
    },
  ],
  check_sms: [
    { does: 'nothing', input: () => MESSAGE },
    { name: 'opt-out', does: 'reads', input: () => ({ ...MESSAGE, check_optout: true }) },
  ],
  add_optout: [{ does: 'changes', asksFirst: true, input: () => ({ mobile: ['+61491570157'] }) }],
  remove_optout: [
    {
      does: 'changes',
      input: () => ({ mobile: OPTED_OUT }),
      absence: VARIANTS,
      trusts: VARIANTS,
      believes: true,
    },
  ],
  create_contact: [{ does: 'changes', input: () => ({ mobile: '+61491570157', list_ids: [LIST] }) }],
  delete_contact: [
    {
      does: 'changes',
      input: () => ({ contact_id: CONTACT }),
      absence: VARIANTS,
      trusts: VARIANTS,
      believes: true,
    },
  ],

  inbound_message: [
    {
      does: 'receives',
      input: () => ({ include_original: true }),
      bundle: ({ held }) => posted({ ...REPLY, message_id: held.newest }),
    },
  ],
  delivery_receipt: [{ does: 'receives', input: () => ({}), bundle: () => posted(REPORT) }],
  optout_added: [{ does: 'receives', input: () => ({}), bundle: () => posted(REPLY) }],
  message_logged: [{ does: 'reads', input: () => ({}) }],
  message_status_changed: [{ does: 'reads', input: () => ({}) }],
  sender_list: [{ does: 'reads', input: () => ({}) }],
  contact_list: [{ does: 'reads', input: () => ({}) }],

  find_message: [
    { does: 'reads', input: () => ({ reference: REFERENCE }) },
    { name: 'by ID', does: 'reads', input: ({ held }) => ({ id: held.newest }), absence: VARIANTS },
  ],
  find_message_totals: [{ does: 'reads', input: () => ({ from: inHours(-24), to: inHours(1) }) }],
  find_optout: [{ does: 'reads', input: () => ({ mobile: OPTED_OUT }) }],
  find_contact: [{ does: 'reads', input: () => ({ mobile: KNOWN }) }],
  find_sms_problems: [{ does: 'nothing', input: () => MESSAGE }],
};

/** The proof of Sinch MessageMedia with both kinds of keys. */
export const messagemedia: Proof = {
  app: 'messagemedia',
  variants: VARIANTS,
  authData: { api_key: 'a-key', api_secret: 'a-secret' },
  examples,
  reads: /^POST \/v2-preview\/reporting\//,
  needsHookId: true,
  properties: templateProperties,
  refusal: (status, { does, bundle }) => {
    // Samples come from reports, which an account may lack. The trigger works without them.
    const isExample = does === 'reads' && bundle !== undefined && (status === 403 || status === 404);
    // The app does not know a 200 whose body reports a failure, so its outcome is unclear.
    const isUnclear = status === 200 && (does === 'sends' || does === 'sends many');
    return isExample || isUnclear ? { end: 'result', says: /./ } : undefined;
  },
  startGateway: async (seed) => {
    const sandbox = await startSandbox({ seed, now: Date.now() });
    process.env.MESSAGEMEDIA_API_URL = sandbox.url;
    let accounts = 0;
    return {
      requests: sandbox.requests,
      faults: sandbox.faults,
      newAccount: (variant, { key, password }) => {
        accounts += 1;
        const account = sandbox.createAccount({
          name: `account ${accounts}`,
          method: variant === 'HMAC' ? 'hmac' : 'basic',
          key: `key-${accounts}-${seed}-of-this-account`,
          secret: `${key}-${password}`.replace(/[^\x21\x23-\x5b\x5d-\x7e]/g, '_'),
        });
        const held = fill(sandbox, account);
        return {
          authData: { api_key: account.key, api_secret: account.secret, auth_method: account.method },
          secrets: [account.secret, account.key],
          held,
          messages: () => account.ledger.messages.length,
        };
      },
      close: async () => {
        delete process.env.MESSAGEMEDIA_API_URL;
        await sandbox.close();
      },
    };
  },
};
