import * as v from 'valibot';
import { useWorld } from '../support/world.ts';

// A message counts only if it was logged since the send began.
const world = useWorld({ clock: 'real' });

test('stores the ID of a message found in the log among others to the same recipient', async () => {
  const { sandbox, zapier, classic } = world();
  const recipient = '447700900155';
  sandbox.settings.classicOrder = 'oldest';
  sandbox.seedMessages(sandbox.accounts.classic, 1, { recipient, createdAt: () => Date.now() });
  sandbox.seedMessages(sandbox.accounts.classic, 1, {
    recipient,
    reference: 'order-found',
    createdAt: () => Date.now() - 90_000,
  });
  const inputData = {
    originator: 'Bakery',
    recipient: `+${recipient}`,
    body: 'Hi',
    reference: 'order-found',
    once_per_reference: true,
  };
  const run = () => zapier.run('creates.send_sms.operation.perform', { authData: { ...classic }, inputData });
  sandbox.faults.add({ kind: 'drop', when: 'after', path: '/send/single' });
  const first = await run();
  expect(first).toMatchObject({ status: 'accepted', reason: null });
  const { id } = v.parse(v.object({ id: v.string() }), first);
  expect(await run()).toMatchObject({ status: 'skipped', skipped_reason: 'duplicate', id });
});
