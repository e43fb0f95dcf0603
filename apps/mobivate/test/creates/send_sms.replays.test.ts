import type { FaultSpec } from '../../../../sandbox/faults.ts';
import { useWorld } from '../support/world.ts';

const world = useWorld();

/** Autoreplay makes up to five further attempts of a step that failed. */
const ATTEMPTS = 6;

/** Mobivate takes the message, and its answer is lost. */
const LOST: readonly (readonly [string, FaultSpec])[] = [
  ['a server error', { kind: 'status', status: 500, when: 'after' }],
  ['a gateway timeout', { kind: 'status', status: 504, when: 'after' }],
  ['a page in place of an answer', { kind: 'html', when: 'after' }],
  ['a broken connection', { kind: 'drop', when: 'after' }],
  ['half an answer', { kind: 'drop-body' }],
  ['an answer cut off', { kind: 'truncated' }],
  ['an empty answer', { kind: 'empty' }],
];

const STEPS = [
  ['send_sms', 'recipient'],
  ['send_bulk_sms', 'recipients'],
] as const;

const CASES = LOST.flatMap(([name, fault]) =>
  (['classic', 'vortex'] as const).flatMap((platform) =>
    STEPS.map(([step, field]) => [name, platform, step, field, fault] as const),
  ),
);

let occasion = 0;

/** Runs a step as Zapier does: again where it failed, up to the last replay. */
const runWithReplays = async (run: () => Promise<unknown>): Promise<unknown> => {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const ending = await run().then(
      (result) => ({ result }),
      () => undefined,
    );
    if (ending) return ending.result;
  }
  return run();
};

describe.each([false, true])('once per reference: %j', (once_per_reference) => {
  test.each(CASES)(
    '%s on %s leaves one message of %s',
    async (_, platform, step, field, fault) => {
      const { sandbox, zapier } = world();
      const account = sandbox.accounts[platform];
      occasion += 1;
      const inputData = {
        originator: 'Bakery',
        [field]: '+447700900123',
        body: 'Hi',
        ...(step === 'send_sms' && { reference: `order-${occasion}`, once_per_reference }),
      };
      const run = () =>
        zapier.run(`creates.${step}.operation.perform`, { authData: { ...world()[platform] }, inputData });
      const before = account.ledger.log.size;
      // Nothing answers any more: neither the send nor a look-up.
      sandbox.faults.add({ ...fault, times: 'always' });
      await runWithReplays(run);
      expect(account.ledger.log.size - before).toBe(1);
      sandbox.faults.clear();
      if (!once_per_reference || step !== 'send_sms') return;
      expect(await run()).toMatchObject({ status: 'skipped' });
      expect(account.ledger.log.size - before).toBe(1);
    },
    20_000,
  );
});
