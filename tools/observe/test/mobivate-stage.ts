import { type Account, type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import { mobivate } from '../mobivate/index.ts';
import type { Stage } from './stage.ts';

export type MobivateSettings = Partial<Sandbox['settings']>;

/** A Mobivate account with messages of an hour, opt-outs, and, on Vortex, a contact and a campaign. */
export const stageMobivate = async (
  platform: 'classic' | 'vortex',
  settings: MobivateSettings = {},
): Promise<Stage & { readonly sandbox: Sandbox; readonly account: Account }> => {
  const sandbox = await startSandbox({
    clock: 'real',
    settings: { carrierAfterMs: 30, finalAfterMs: 90, ...settings },
  });
  const account = sandbox.accounts[platform];
  const { ledger } = account;
  sandbox.seedMessages(account, 14, { reference: 'order-1', text: 'Dear Priya, see you at 9' });
  sandbox.seedMessages(account, 3, {
    direction: 'MO',
    originator: '447700900555',
    recipient: '447700900800',
    status: 'RECEIVED',
  });
  sandbox.optOut(account, '447700900556', { createdAt: Date.now() - 7_200_000 });
  sandbox.optOut(account, '447700900557', { note: 'Priya asked', createdAt: Date.now() - 3_600_000 });
  const createdAt = Date.now() - 60_000;
  ledger.contacts.push({
    id: '5e0c7ab2-9f1d-4f8e-8a55-0f6f7e1d2c3b',
    alias: 'Priya Shah',
    msisdn: '447700900558',
    meta: {},
    createdAt,
  });
  ledger.campaigns.push({
    id: '0d1e2f30-4a5b-4c6d-8e7f-909192939495',
    name: 'Spring bread',
    recipientCount: 14,
    scheduledAt: createdAt,
    createdAt,
    endsAt: createdAt,
  });
  return {
    gateway: mobivate,
    sandbox,
    account,
    env: { MOBIVATE_API_URL: sandbox.url, MOBIVATE_TASKS_URL: sandbox.url, MOBIVATE_API_KEY: account.key },
    state: () => ({
      optouts: [...ledger.optouts.keys()],
      contacts: ledger.contacts,
      groups: ledger.groups,
      hooks: account.hooks,
      key: account.key,
    }),
    stir: () => {
      sandbox.inbound(account, { from: '447700900444', text: 'YES' });
      const link = sandbox.links().at(-1);
      if (link) sandbox.click(link);
    },
    close: () => sandbox.close(),
  };
};
