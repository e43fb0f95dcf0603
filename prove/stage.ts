import { type Account, type Sandbox, startSandbox } from '../sandbox/mobivate/index.ts';
import { startZapier, type Zapier } from '../sandbox/zapier/index.ts';

export type Platform = 'Classic' | 'Vortex';

export const PLATFORMS: readonly Platform[] = ['Classic', 'Vortex'];

/** A Mobivate and a Zapier on this machine, for runs of which each has an account of its own. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  /** An account that has some of everything; `key` is without what tells the platform. */
  newAccount(platform: Platform, given?: { key?: string; password?: string }): Account;
  close(): Promise<void>;
}

const KNOWN = '447700900123';
const HOUR_MILLISECONDS = 3_600_000;

/** What the accounts of the stage hold, for inputs that ask for it. */
export const HELD = {
  mobile: KNOWN,
  name: 'Anna',
  reference: 'order-1042',
  optedOut: '447700900199',
} as const;

const fill = ({ sandbox }: Pick<Stage, 'sandbox'>, account: Account): void => {
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

/** Starts both around the app, which from then on speaks to the sandbox. */
export const startStage = async (app: object, seed: number): Promise<Stage> => {
  const sandbox = await startSandbox({ seed, now: Date.now() });
  const zapier = await startZapier(app);
  process.env.MOBIVATE_API_URL = sandbox.url;
  process.env.MOBIVATE_TASKS_URL = sandbox.url;
  let accounts = 0;
  return {
    sandbox,
    zapier,
    newAccount: (platform, { key = `k${seed}${Date.now()}`, password = 'a-password' } = {}) => {
      accounts += 1;
      const unlike = `${key}-${accounts}`;
      const account = sandbox.createAccount({
        name: `account ${accounts}`,
        platform: platform === 'Classic' ? 'classic' : 'vortex',
        key: platform === 'Classic' ? unlike : `v-${unlike}`,
        username: `user-${accounts}`,
        password,
      });
      fill({ sandbox }, account);
      return account;
    },
    close: async () => {
      delete process.env.MOBIVATE_API_URL;
      delete process.env.MOBIVATE_TASKS_URL;
      await Promise.all([sandbox.close(), zapier.close()]);
    },
  };
};
