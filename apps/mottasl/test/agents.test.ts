import { mottasl } from '../../../prove/apps/mottasl.ts';
import { testAgentsPage } from '../../../tools/testing/agents.ts';
import app from '../src/index.ts';

// A thousand rows take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const LONG = 'Your order is ready. '.repeat(195).trim();
const SEND = { recipient: '+966500000001', body: LONG };

testAgentsPage({
  proof: mottasl,
  app,
  name: 'Azeer',
  variants: mottasl.variants,
  country: 'SA',
  largest: {
    send_whatsapp_message: [SEND],
    create_contacts: [
      {
        contacts: Array.from({ length: 1_000 }, (_, index) => ({
          mobile: `+${966_500_001_000 + index}`,
          name: 'Lina Haddad',
        })),
      },
    ],
  },
  meetOthers: async ({ newAccount, run, meet }) => {
    await meet(run('send_whatsapp_message', newAccount('Azeer'), { ...SEND, recipient: '0500000001' }, ''));
  },
});
