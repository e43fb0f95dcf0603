import { mobivate } from '../../../prove/apps/mobivate.ts';
import { testAgentsPage } from '../../../tools/testing/agents.ts';
import app from '../src/index.ts';

// A thousand rows take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The texts that make an answer large: ten parts. */
const LONG = 'Your cake is ready. '.repeat(76).trim();
const NUMBERS = Array.from({ length: 1_000 }, (_, index) => `+${447_700_000_000 + index}`);
const FRIEND = '+447700900124';

const SEND = { originator: 'Bakery', recipient: '+447700900123', body: 'Hi' };
const CHECK = { ...SEND, body: `${LONG} ł`, check_optout: true };
const MISSING = { kind: 'status', status: 403, body: { message: 'Missing create:SingleSMS' } } as const;
const OPTED_OUT = { kind: 'status', status: 403, body: { message: 'Recipient has opted out' } } as const;

testAgentsPage({
  proof: mobivate,
  app,
  name: 'Mobivate',
  variants: mobivate.variants,
  country: 'GB',
  largest: {
    send_sms: [{ ...SEND, body: LONG }],
    send_bulk_sms: ['all', 'none'].map((return_results) => ({
      originator: 'Bakery',
      recipients: NUMBERS,
      body: 'Hi',
      return_results,
    })),
    send_template_sms: [{ recipients: NUMBERS, variables: { name: 'Anna', code: '1' } }],
    send_alias_sms: [
      { originator: 'Bakery', aliases: NUMBERS.map((number) => `Customer ${number}`), body: 'Hi' },
    ],
    check_sms: [CHECK],
    find_sms_problems: [CHECK],
    find_message: [100, 1].map((limit) => ({ recipient: FRIEND, limit })),
  },
  prepare: async ({ run }, key, account) => {
    if (key === 'send_template_sms') return { template_id: account.held.template };
    if (key !== 'find_message') return {};
    const messages = Array.from({ length: 100 }, () => ({ recipient: FRIEND, body: LONG }));
    await run('send_bulk_sms', account, { originator: 'Bakery', messages, exclude_duplicates: false });
    return {};
  },
  meetOthers: async ({ gateway, newAccount, run, meet }) => {
    const [classic, vortex] = [newAccount('Classic'), newAccount('Vortex')];
    await meet(run('find_contact', classic, { mobile: SEND.recipient }));
    await meet(run('send_sms', classic, { ...SEND, recipient: '07700 900123' }, ''));
    await meet(run('send_sms', classic, { ...SEND, max_parts: 'a dozen' }));
    gateway.faults.add(MISSING);
    await meet(run('send_sms', vortex, SEND));
    gateway.faults.add(OPTED_OUT);
    await meet(run('send_sms', classic, SEND));
  },
});
