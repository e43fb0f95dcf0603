import { startSandbox } from '../../sandbox/mottasl/index.ts';
import { type Example, type Proof, posted } from '../proof.ts';

const VARIANT = 'Azeer';
const VARIANTS = [VARIANT] as const;

/** A contact whose 24-hour window is open. */
const KNOWN = '966500000001';
const OTHER = '966500000002';

const RECIPIENT = `+${KNOWN}`;

const examples: Record<string, readonly Example[]> = {
  connection: [{ does: 'connects', input: () => ({}), trusts: VARIANTS }],

  send_whatsapp_message: [
    {
      does: 'sends',
      input: () => ({ recipient: RECIPIENT, body: 'Your order is ready.' }),
      trusts: VARIANTS,
    },
    {
      name: 'once',
      does: 'sends',
      input: () => ({
        recipient: RECIPIENT,
        body: 'Your order is ready.',
        reference: 'order-1042',
        once_per_reference: true,
        do_not_repeat_minutes: 5,
      }),
      trusts: VARIANTS,
    },
  ],
  send_whatsapp_template: [
    {
      does: 'sends',
      input: () => ({ recipient: RECIPIENT, template_id: 'opening_hours', language: 'en' }),
      trusts: VARIANTS,
    },
  ],
  send_whatsapp_file: [
    {
      does: 'sends',
      input: () => ({
        recipient: RECIPIENT,
        file_url: 'https://files.example.org/invoice.pdf',
        caption: 'Invoice',
      }),
      trusts: VARIANTS,
    },
  ],
  create_contacts: [
    {
      does: 'sends many',
      input: () => ({
        contacts: [
          { mobile: `+${OTHER}`, name: 'Omar' },
          { mobile: '+966500000003', name: 'Eva' },
          { mobile: '0500000004', name: 'Nowhere' },
          { mobile: `+${OTHER}`, name: 'Omar again' },
        ],
      }),
      trusts: VARIANTS,
      believesEmpty: VARIANTS,
    },
  ],
  assign_contact: [
    {
      does: 'changes',
      input: () => ({ mobile: RECIPIENT, agent: 'dana.k@example.org' }),
      trusts: VARIANTS,
      believesEmpty: VARIANTS,
    },
  ],
  tag_contact: [
    {
      does: 'changes',
      input: () => ({ mobile: RECIPIENT, tag_ids: ['12'] }),
      trusts: VARIANTS,
      believesEmpty: VARIANTS,
    },
  ],
  create_tag: [
    {
      does: 'changes',
      input: () => ({ name: 'regular', colour: '#3366ff' }),
      trusts: VARIANTS,
      believesEmpty: VARIANTS,
    },
  ],
  create_agent: [
    {
      does: 'changes',
      input: () => ({
        email: 'eva@example.org',
        name: 'eva.m',
        display_name: 'Eva M',
        role: 'agent',
        status: 'active',
      }),
      trusts: VARIANTS,
      believesEmpty: VARIANTS,
    },
  ],

  inbound_message: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () =>
        posted({
          webhook_event_type: 'incoming_msg',
          direction: 'in',
          message_type: 'text',
          id: 'wamid.A1',
          message_id: 90412,
          from: KNOWN,
          text: 'YES',
          timestamp: '2026-03-04T08:15:00Z',
        }),
    },
  ],
  message_status_changed: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () => posted({ message_id: 'wamid.A1', status: 'delivered', to: KNOWN }),
    },
  ],
  contact_added: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () => posted({ contact_id: 2207, contact_name: 'Lina', platform_id: KNOWN }),
    },
  ],
  chat_assigned: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () => posted({ contact_id: 2207, agent: 'dana.k@example.org' }),
    },
  ],
  chat_closed: [
    { does: 'receives', unrecorded: true, input: () => ({}), bundle: () => posted({ contact_id: 2207 }) },
  ],
  account_event: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({ event: 'billing_alert' }),
      bundle: () => posted({ webhook_event_type: 'billing_alert', balance: 3 }),
    },
  ],
  template_list: [{ does: 'reads', input: () => ({}) }],
  agent_list: [{ does: 'reads', input: () => ({}) }],
  tag_list: [{ does: 'reads', input: () => ({}) }],

  find_template: [{ does: 'reads', input: () => ({ name: 'order_ready' }) }],
  find_agent: [{ does: 'reads', input: () => ({ name: 'Dana' }) }],
  find_tag: [{ does: 'reads', input: () => ({ name: 'vip' }) }],
};

/** The proof of Azeer. Every created record counts as a message. */
export const mottasl: Proof = {
  app: 'mottasl',
  variants: VARIANTS,
  authData: { api_key: 'a-key' },
  examples,
  refusal: (status) => (status === 402 ? { end: 'AppError', says: /requires payment/ } : undefined),
  startGateway: async (seed) => {
    const sandbox = await startSandbox({ seed, now: Date.now() });
    process.env.MOTTASL_API_URL = sandbox.url;
    let accounts = 0;
    return {
      requests: sandbox.requests,
      faults: sandbox.faults,
      newAccount: (_variant, { key }) => {
        accounts += 1;
        const account = sandbox.createAccount({ name: `account ${accounts}`, key: `${key}-${accounts}` });
        const { contacts, messages } = account.business;
        contacts.push({
          id: 2207,
          platformId: KNOWN,
          name: 'Lina Haddad',
          displayName: 'Lina',
          countryCode: 'SA',
          email: null,
          imageUrl: null,
          tags: new Set(),
          agent: null,
          createdAt: sandbox.clock.now(),
          wroteAt: sandbox.clock.now(),
        });
        return {
          authData: { api_key: account.key },
          secrets: [account.key],
          held: {},
          messages: () => messages.length + contacts.length - 1,
        };
      },
      close: async () => {
        delete process.env.MOTTASL_API_URL;
        await sandbox.close();
      },
    };
  },
};
