import type { FaultSpec } from '../../../sandbox/messagemedia/index.ts';
import { leaksIn } from '../../../tools/testing/secrets.ts';
import { connectionOf, newAccount, useWorld } from './support/world.ts';

const world = useWorld();

const CONNECT = 'authentication.test';
const SEND = 'creates.send_sms.operation.perform';
const INPUT = { recipient: '+61491570156', body: 'Your cake is ready.' };

const SECRETS = [
  ['of a usual form', 'abcdefghijklmnopqrstuvwxyz0123'],
  ['of regular expressions', '.*+?^$(){}|[]$&'],
  ['with percent signs', 'abc%20%41%zz%%def'],
  ['that looks like base64', 'QUJDREVGR0hJSktM+/=='],
  ['with a colon', 'one:two:three'],
  ['of 300 characters', 'k3y-'.repeat(75)],
] as const;

const forms = (secret: string) => [
  secret,
  `secret=${encodeURIComponent(secret)}`,
  `secret ${Buffer.from(secret).toString('base64')}`,
];

/** What the other side may do with a secret: take it, refuse it, repeat it, or say nothing. */
const fates = (secret: string): [string, FaultSpec | null][] => [
  ['is accepted', null],
  ['is refused', { kind: 'status', status: 401 }],
  ['is repeated in an error', { kind: 'status', status: 400, body: { message: forms(secret).join(' ') } }],
  ['is repeated in details', { kind: 'status', status: 400, body: { details: forms(secret) } }],
  [
    'is repeated about a message',
    { kind: 'status', status: 400, body: { details: [`/messages/0/content: ${secret}`] } },
  ],
  ['is repeated in a page', { kind: 'html', status: 502, body: `<pre>${forms(secret).join('\n')}</pre>` }],
];

/** What a run gives or throws, as Zapier would show it. */
const endOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (result) => result,
    (error: Error) => ({ name: error.name, message: error.message }),
  );

// A send whose end is unclear waits for the log, which has no more to say than the answer.
const runsOn = (fault: FaultSpec | null): readonly string[] =>
  fault?.kind === 'html' ? [CONNECT] : [CONNECT, SEND];

const attempts = (secret: string) =>
  fates(secret).flatMap(([fate, fault]) => runsOn(fault).map((run) => ({ fate, fault, run })));

describe.each(['basic', 'hmac'] as const)('a %s key', (method) => {
  test.each(SECRETS)(
    'with a secret %s never appears',
    async (_name, secret) => {
      const { sandbox, zapier } = world();
      const key = `key-${method}-${secret.length}-${secret.charCodeAt(0)}-${secret.charCodeAt(4)}`;
      const { account } = newAccount(world(), { method, key, secret });
      for (const { fate, fault, run } of attempts(secret)) {
        sandbox.faults.clear();
        if (fault) sandbox.faults.add({ ...fault, times: 'always' });
        const ended = await endOf(
          zapier.run(run, { authData: connectionOf(account), inputData: { ...INPUT } }),
        );
        const shown = [ended, zapier.logs.splice(0)];
        const leaks = [secret, key].flatMap((hidden) => leaksIn(shown, hidden));
        expect({ fate, run, leaks }).toEqual({ fate, run, leaks: [] });
      }
    },
    30_000,
  );
});
