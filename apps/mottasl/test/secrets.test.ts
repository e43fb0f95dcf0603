import type { FaultSpec } from '../../../sandbox/faults.ts';
import { leaksIn } from '../../../tools/testing/secrets.ts';
import { OPEN, useWorld } from './support/world.ts';

const world = useWorld();

const RUNS = [
  ['authentication.test', {}],
  ['creates.send_whatsapp_message.operation.perform', { recipient: OPEN, body: 'Your order is ready.' }],
  ['creates.create_contacts.operation.perform', { contacts: [{ mobile: OPEN, name: 'Lina' }] }],
  ['creates.create_tag.operation.perform', { name: 'regular' }],
  ['searches.find_tag.operation.perform', { name: 'vip' }],
] as const;

const KEYS = [
  ['of a usual form', 'abcdefghijklmnopqrstuvwxyz0123'],
  ['of regular expressions', '.*+?^$()|[]$&{}'],
  ['with percent signs', 'abc%20%41%zz%%def'],
  ['that looks like base64', 'QUJDREVGR0hJSktM+/=='],
  ['of 600 characters', 'k3y-'.repeat(150)],
] as const;

const forms = (key: string): string[] => [
  key,
  `key=${encodeURIComponent(key)}`,
  `key ${Buffer.from(key).toString('base64')}`,
];

/** What the other side may do with a key: take it, refuse it, repeat it, or say nothing. */
const fatesOf = (key: string): (FaultSpec | null)[] => [
  null,
  { kind: 'status', status: 401 },
  { kind: 'status', status: 400, body: { message: forms(key).join(' ') } },
  { kind: 'status', status: 403, body: { errors: [{ message: forms(key).join(' ') }] } },
  { kind: 'shape', body: { success: false, error: forms(key).join(' ') } },
  { kind: 'shape', body: { success: true, data: { echo: [key] } } },
  { kind: 'html', status: 502, body: `<pre>${forms(key).join('\n')}</pre>` },
];

/** What a run gives or throws, as Zapier would show it. */
const endOf = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    (result) => result,
    (error: Error) => ({ name: error.name, message: error.message }),
  );

test.each(KEYS)(
  'a key %s never appears',
  async (_name, key) => {
    const { sandbox, zapier } = world();
    sandbox.createAccount({ name: key.slice(0, 8), key });
    for (const fault of fatesOf(key)) {
      for (const [method, inputData] of RUNS) {
        sandbox.faults.clear();
        if (fault) sandbox.faults.add(fault);
        const ended = await endOf(
          zapier.run(method, { authData: { api_key: ` Bearer ${key}\n` }, inputData }),
        );
        expect({ method, fault, leaks: leaksIn([ended, zapier.logs.splice(0)], key) }).toEqual({
          method,
          fault,
          leaks: [],
        });
      }
    }
  },
  30_000,
);
