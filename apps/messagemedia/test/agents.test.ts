import { messagemedia } from '../../../prove/apps/messagemedia.ts';
import { testAgentsPage } from '../../../tools/testing/agents.ts';
import app from '../src/index.ts';

// A thousand rows take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The texts that make an answer large: ten parts. */
const LONG = 'Your cake is ready. '.repeat(76).trim();
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => `+${61_491_570_000 + index}`);
const FRIEND = '+61491570124';

const SEND = { originator: 'Bakery', recipient: '+61491570156', body: 'Hi' };
const CHECK = { ...SEND, body: `${LONG} ł`, check_optout: true };
const SWITCHED_OFF = { kind: 'status', status: 403, body: { message: 'Feature not enabled' } } as const;
const LONG_AGO = '2020-01-01T00:00:00Z';

testAgentsPage({
  proof: messagemedia,
  app,
  name: 'Sinch MessageMedia',
  // An agent cannot tell the two kinds of keys apart.
  variants: ['HMAC'],
  country: 'AU',
  largest: {
    send_sms: [{ ...SEND, body: LONG }],
    send_mms: [{ ...SEND, body: LONG, media: ['https://bakery.example.com/cake.png'] }],
    send_bulk_sms: ['all', 'none'].map((return_results) => ({
      recipients: NUMBERS,
      body: 'Hi',
      return_results,
    })),
    add_optout: [{ mobile: NUMBERS.slice(0, 10) }],
    check_sms: [CHECK],
    find_sms_problems: [CHECK],
    find_message: [100, 1].map((limit) => ({ recipient: FRIEND, limit })),
  },
  prepare: async ({ run }, key, account) => {
    if (key !== 'find_message') return {};
    const messages = Array.from({ length: 100 }, () => ({ recipient: FRIEND, body: LONG }));
    await run('send_bulk_sms', account, { messages, exclude_duplicates: false });
    return {};
  },
  meetOthers: async ({ gateway, newAccount, run, meet }) => {
    const account = newAccount('Basic');
    await meet(run('send_sms', account, { ...SEND, recipient: '0491 570 156' }, ''));
    await meet(run('send_sms', account, { ...SEND, recipient: '+61491570199', on_opted_out: 'stop' }));
    await meet(run('cancel_message', account, { message_id: 'order-1042' }));
    await meet(run('find_message', account, { from: LONG_AGO }));
    gateway.faults.add({ kind: 'status', status: 401 });
    await meet(run('find_optout', account, { mobile: SEND.recipient }));
    gateway.faults.add(SWITCHED_OFF);
    await meet(run('find_message', account, { reference: 'order-1042' }));
  },
});
