import { type Account, type Sandbox, startSandbox } from '../../../sandbox/messagemedia/index.ts';
import { messagemedia } from '../messagemedia/index.ts';
import type { Stage } from './stage.ts';

export type MessageMediaSettings = Partial<Sandbox['settings']>;

/** A MessageMedia account with messages, a reply, an opt-out, and a contact. */
export const stageMessageMedia = async (
  method: 'basic' | 'hmac',
  settings: MessageMediaSettings = {},
): Promise<Stage & { readonly sandbox: Sandbox; readonly account: Account }> => {
  const sandbox = await startSandbox({
    clock: 'real',
    settings: { carrierAfterMs: 20, finalAfterMs: 60, ...settings },
  });
  const account = sandbox.accounts[method];
  const { ledger } = account;
  sandbox.seedMessages(account, 6, {
    metadata: { reference: 'order-1' },
    content: 'Dear Priya, see you at 9',
  });
  sandbox.inbound(account, { from: '+61491570999', text: 'Yes please' });
  ledger.optouts.add('+61491570998');
  ledger.contacts.push({
    id: '5e0c7ab2-9f1d-4f8e-8a55-0f6f7e1d2c3b',
    firstName: 'Priya',
    lastName: 'Shah',
    channels: [{ channelId: '+61491570997', type: 'SMS', subscriptionState: 'SUBSCRIBED' }],
    lists: [],
    createdAt: Date.now() - 60_000,
  });
  return {
    gateway: messagemedia,
    sandbox,
    account,
    env: {
      MESSAGEMEDIA_API_URL: sandbox.url,
      MESSAGEMEDIA_API_KEY: account.key,
      MESSAGEMEDIA_API_SECRET: account.secret,
      MESSAGEMEDIA_AUTH_METHOD: method,
    },
    state: () => ({
      optouts: [...ledger.optouts],
      contacts: ledger.contacts,
      webhooks: ledger.webhooks,
      replies: ledger.replies.length,
    }),
    stir: () => {
      sandbox.inbound(account, { from: '+61491570444', text: 'Yes "please"' });
    },
    close: () => sandbox.close(),
  };
};
