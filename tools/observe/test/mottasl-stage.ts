import { type Sandbox, startSandbox } from '../../../sandbox/mottasl/index.ts';
import { mottasl } from '../mottasl/index.ts';
import type { Stage } from './stage.ts';

export type MottaslSettings = Partial<Sandbox['settings']>;

/** An Azeer account with the sandbox's default agents, tags, and templates. */
export const stageMottasl = async (
  settings: MottaslSettings = {},
  scope: 'full' | 'readOnly' = 'full',
): Promise<Stage & { readonly sandbox: Sandbox }> => {
  const pace = { sentAfterMs: 10, deliveredAfterMs: 30, readAfterMs: 60 };
  const sandbox = await startSandbox({ clock: 'real', settings: { ...pace, ...settings } });
  const { business, keys } = sandbox;
  return {
    gateway: mottasl,
    sandbox,
    env: { MOTTASL_API_URL: sandbox.url, MOTTASL_API_KEY: keys[scope].key },
    state: () => ({ webhooks: business.webhooks, agents: business.agents, tags: business.tags }),
    stir: () => {
      sandbox.inbound({ from: '966500000009', text: 'Is it ready?', name: 'Lina' });
    },
    close: () => sandbox.close(),
  };
};
