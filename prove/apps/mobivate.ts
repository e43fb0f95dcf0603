import { type Account, type Sandbox, startSandbox } from '../../sandbox/mobivate/index.ts';
import { lossProperties } from '../fuzz/hooks.ts';
import { type Example, type Proof, posted } from '../proof.ts';

const VARIANTS = ['Classic', 'Vortex'] as const;

const KNOWN = '447700900123';
const HOUR_MILLISECONDS = 3_600_000;

/** Records in each account that examples refer to. */
const HELD = {
  mobile: KNOWN,
  name: 'Anna',
  reference: 'order-1042',
  optedOut: '447700900199',
} as const;

const fill = (sandbox: Sandbox, account: Account): void => {
  const now = sandbox.clock.now();
  sandbox.seedMessages(account, 4, {
    recipient: KNOWN,
    reference: HELD.reference,
    direction: (index) => (index % 2 === 0 ? 'MT' : 'MO'),
  });
  sandbox.optOut(account, HELD.optedOut, { createdAt: now - HOUR_MILLISECONDS });
  const { contacts, groups, campaigns, listEntries } = account.ledger;
  contacts.push({ id: 'contact-1', alias: HELD.name, msisdn: KNOWN, meta: {}, createdAt: now });
  groups.push({ id: 'group-1', name: 'Bakery', msisdns: [KNOWN], createdAt: now });
  campaigns.push({
    id: 'campaign-1',
    name: 'Cakes',
    recipientCount: 1,
    scheduledAt: now,
    createdAt: now,
    endsAt: now,
  });
  listEntries.push({ application: 'app:token', msisdn: KNOWN, name: HELD.name, reference: null });
};

const MESSAGE = { originator: 'Bakery', recipient: '+44 7700 900123', body: 'Your cake is ready.' };

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

const examples: Record<string, readonly Example[]> = {
  connection: [{ does: 'connects', input: () => ({}), trusts: VARIANTS, believesEmpty: ['Vortex'] }],

  send_sms: [
    { does: 'sends', input: () => ({ ...MESSAGE, reference: 'order-1' }) },
    {
      name: 'scheduled',
      does: 'sends',
      input: () => ({ ...MESSAGE, schedule_at: inAnHour() }),
    },
    {
      name: 'once',
      does: 'sends',
      input: () => ({ ...MESSAGE, reference: 'order-1', once_per_reference: true }),
    },
    {
      name: 'waiting',
      does: 'sends',
      on: 'Vortex',
      asksFirst: true,
      input: () => ({ ...MESSAGE, reference: 'order-1', wait_for_delivery: true }),
      resume: () => ({
        outputData: { id: 'A1', status: 'accepted', delivery: null },
        ...posted({ deliveryMessageId: 'A1', status: 'DELIVERED', created: '2026-01-02T03:04:05Z' }),
      }),
    },
  ],
  send_bulk_sms: [
    {
      does: 'sends many',
      input: () => ({
        originator: 'Bakery',
        recipients: ['+447700900123', '+447700900124', '07700 900125', '+447700900123'],
        body: 'Your cake is ready.',
      }),
    },
  ],
  send_template_sms: [
    {
      does: 'sends many',
      on: 'Vortex',
      input: ({ held }) => ({
        template_id: held.template,
        recipients: ['+447700900123'],
        variables: { name: 'Anna', code: '1' },
      }),
    },
  ],
  send_alias_sms: [
    {
      does: 'sends many',
      on: 'Vortex',
      input: () => ({ aliases: [HELD.name], originator: 'Bakery', body: 'Your cake is ready.' }),
    },
  ],
  add_optout: [{ does: 'changes', input: () => ({ mobile: '+447700900124' }), trusts: ['Vortex'] }],
  remove_optout: [
    {
      does: 'changes',
      input: () => ({ mobile: `+${HELD.optedOut}` }),
      absence: VARIANTS,
      trusts: VARIANTS,
    },
  ],
  create_contact: [
    { does: 'changes', input: () => ({ mobile: '+447700900124', name: 'Ben', applications: ['app:token'] }) },
  ],
  delete_contact: [
    {
      does: 'changes',
      input: () => ({ contact_id: 'contact-1', mobile: `+${HELD.mobile}`, applications: ['app:token'] }),
      trusts: ['Vortex'],
    },
  ],
  create_contact_group: [
    {
      does: 'changes',
      on: 'Vortex',
      repeatable: true,
      input: () => ({ name: 'Bakers' }),
      trusts: ['Vortex'],
    },
  ],
  check_sms: [
    { does: 'nothing', input: () => MESSAGE },
    { name: 'opt-out', does: 'reads', input: () => ({ ...MESSAGE, check_optout: true }) },
  ],
  find_sms_problems: [{ does: 'reads', input: () => ({ ...MESSAGE, check_optout: true }) }],

  delivery_receipt: [
    {
      does: 'receives',
      input: () => ({ include_message: true }),
      bundle: ({ held }) =>
        posted({
          deliveryMessageId: held.newest,
          status: 'DELIVERED',
          statusCode: 1,
          parts: 1,
          created: '2026-01-02T03:04:05.000+00:00',
        }),
    },
  ],
  inbound_message: [
    {
      does: 'receives',
      input: () => ({ include_original: true }),
      bundle: ({ held }) =>
        posted({
          id: 'A1',
          originator: HELD.mobile,
          recipient: '447700900800',
          body: 'YES',
          inReplyTo: held.newest,
        }),
    },
  ],
  link_click: [
    {
      does: 'receives',
      unrecorded: true,
      input: () => ({}),
      bundle: () =>
        posted({ messageId: 'B2', url: 'https://bakery.example.com/', mobile: HELD.mobile, iso2l: 'UK' }),
    },
  ],
  message_logged: [{ does: 'reads', input: () => ({}) }],
  message_status_changed: [{ does: 'reads', input: () => ({}) }],
  optout_added: [{ does: 'reads', input: () => ({}) }],
  sender_list: [{ does: 'reads', input: () => ({}) }],
  contact_list: [{ does: 'reads', on: 'Vortex', emptyElsewhere: true, input: () => ({}) }],
  campaign_list: [{ does: 'reads', on: 'Vortex', emptyElsewhere: true, input: () => ({}) }],

  find_message: [
    { does: 'reads', input: ({ held }) => ({ id: held.newest }), absence: ['Classic'] },
    { name: 'by reference', does: 'reads', input: () => ({ reference: HELD.reference }) },
  ],
  find_message_totals: [
    {
      does: 'reads',
      input: () => ({
        from: new Date(Date.now() - 86_400_000).toISOString(),
        to: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    },
  ],
  find_optout: [{ does: 'reads', input: () => ({ mobile: `+${HELD.optedOut}` }) }],
  find_contact: [{ does: 'reads', on: 'Vortex', input: () => ({ mobile: `+${HELD.mobile}` }) }],
  find_campaign: [{ does: 'reads', on: 'Vortex', input: () => ({ name: 'Cakes' }) }],
};

/** The proof of Mobivate on both of its platforms. */
export const mobivate: Proof = {
  app: 'mobivate',
  variants: VARIANTS,
  hooksOn: 'Classic',
  authData: { api_key: 'a-key' },
  properties: lossProperties,
  examples,
  // On Classic, this status means "opted out" if a single send fails with a message that says so.
  refusal: (status, { does, name }, variant, isJson) =>
    status === 403 && does === 'sends' && variant === 'Classic' && isJson && name !== 'scheduled'
      ? { end: 'HaltedError', says: /opted out/ }
      : undefined,
  startGateway: async (seed) => {
    const sandbox = await startSandbox({ seed, now: Date.now() });
    process.env.MOBIVATE_API_URL = sandbox.url;
    process.env.MOBIVATE_TASKS_URL = sandbox.url;
    let accounts = 0;
    return {
      requests: sandbox.requests,
      faults: sandbox.faults,
      newAccount: (variant, { key, password }) => {
        accounts += 1;
        const unlike = `${key}-${accounts}`;
        const account = sandbox.createAccount({
          name: `account ${accounts}`,
          platform: variant === 'Classic' ? 'classic' : 'vortex',
          key: variant === 'Classic' ? unlike : `v-${unlike}`,
          username: `user-${accounts}`,
          password,
        });
        fill(sandbox, account);
        const { ledger } = account;
        return {
          authData: { api_key: account.key, username: account.username, password: account.password },
          secrets: [account.key, account.password],
          held: { newest: ledger.log.all().at(-1)?.id ?? '', template: ledger.templates[0]?.id ?? '' },
          messages: () => ledger.log.size,
        };
      },
      close: async () => {
        delete process.env.MOBIVATE_API_URL;
        delete process.env.MOBIVATE_TASKS_URL;
        await sandbox.close();
      },
    };
  },
};
