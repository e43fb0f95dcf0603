import type { Account, Sandbox } from '../../../sandbox/messagemedia/index.ts';
import type { Zapier } from '../../../sandbox/zapier/index.ts';
import { must, narrator } from '../narrator.ts';
import type { Runs } from '../runs.ts';

/** What the demonstration runs on: a MessageMedia and a Zapier on this machine, with the built bundle in between. */
export interface DemoWorld extends Runs {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
}

export const SEND = 'creates.send_sms.operation.perform';

/** Longer than the sandbox needs from a message's creation to its last receipt. */
export const UNTIL_DELIVERED = 10_000;

/** The connection that somebody makes of a key. */
export const authDataOf = ({ key, secret, method }: Account): Record<string, string> => ({
  api_key: key,
  api_secret: secret,
  auth_method: method,
});

export const pick = (
  record: Record<string, unknown> | undefined,
  keys: readonly string[],
): Record<string, unknown> => Object.fromEntries(keys.map((key) => [key, record?.[key]]));

/** Connects with both kinds of keys. */
export const showConnecting = async ({ sandbox, run, refused }: DemoWorld): Promise<void> => {
  narrator.chapter('Connecting: a key for Basic, and one that signs every request');
  for (const account of [sandbox.accounts.basic, sandbox.accounts.hmac]) {
    narrator.step(`Connect with a key for ${account.method === 'basic' ? 'Basic' : 'HMAC'}`);
    const connected = await run(authDataOf(account), 'authentication.test', {});
    narrator.output({ connection: `${connected.auth_method} · ${connected.key_fingerprint}` });
    must(connected.region === 'api.messagemedia.com', 'the key was not accepted');
  }
  narrator.step('A wrong secret is told as that');
  const wrong = { ...authDataOf(sandbox.accounts.hmac), api_secret: 'not-the-secret' };
  const sentence = await refused(wrong, 'authentication.test', {});
  narrator.error(sentence);
  must(sentence.includes('secret'), 'the sentence does not name the secret');
};
