import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRelay } from '../../../relay/testing/relay.ts';
import type { Account } from '../../../sandbox/mobivate/index.ts';
import type { Zap } from '../../../sandbox/zapier/index.ts';
import { must, narrator } from '../narrator.ts';
import type { DemoWorld } from './world.ts';

const SEND = 'creates.send_sms.operation.perform';

/** Longer than the sandbox needs from a message's creation to its last receipt. */
const UNTIL_DELIVERED = 10_000;
const PATIENCE = 15_000;

const delivered = ({ events }: Zap) => events.find(({ outcome }) => outcome === 'delivered');

/** Waits until every Zap has a receipt that says delivered: the relay posts on its own time. */
const untilDelivered = async (zaps: readonly Zap[]): Promise<void> => {
  const end = Date.now() + PATIENCE;
  while (!zaps.every(delivered) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  for (const [index, zap] of zaps.entries()) {
    const { status, outcome, reference } = delivered(zap) ?? {};
    narrator.output({ zap: index + 1, reference, status, outcome });
    must(outcome === 'delivered', `Zap ${index + 1} did not get the receipt`);
  }
};

const switchOn = ({ zapier }: DemoWorld, { key }: Account, trigger = 'delivery_receipt'): Promise<Zap> =>
  zapier.switchOn(trigger, { authData: { api_key: key } });

const sendAndWait = async (
  { sandbox, run }: DemoWorld,
  account: Account,
  reference: string,
  zaps: readonly Zap[],
): Promise<void> => {
  await run(account, SEND, {
    originator: 'Bakery',
    recipient: '+447700900128',
    body: 'Your cake is ready.',
    reference,
  });
  sandbox.clock.advance(UNTIL_DELIVERED);
  await sandbox.settle();
  await untilDelivered(zaps);
};

const share = async (world: DemoWorld): Promise<void> => {
  const { classic } = world.sandbox.accounts;
  narrator.step('Turn on two Zaps with the same trigger. Mobivate gets one URL, the one of the relay');
  const zaps = [await switchOn(world, classic), await switchOn(world, classic)];
  world.showWire();
  narrator.step('Send a message. Both Zaps fire');
  await sendAndWait(world, classic, 'order-1045', zaps);
  for (const zap of zaps) await zap.switchOff();
};

const reportOnVortex = async (world: DemoWorld): Promise<void> => {
  const { vortex } = world.sandbox.accounts;
  narrator.step('On Vortex, each message names the relay as its receipt URL, so the receipt is instant');
  const zap = await switchOn(world, vortex);
  world.sandbox.requests.splice(0);
  await sendAndWait(world, vortex, 'order-1046', [zap]);
  await zap.switchOff();
};

/** Starts a relay between Mobivate and the Zaps, and shows what it changes. */
export const showRelay = async (world: DemoWorld): Promise<void> => {
  narrator.chapter('With a relay, any number of Zaps share a trigger');
  const data = mkdtempSync(join(tmpdir(), 'relay-demo-'));
  const relay = await startRelay({
    RELAY_DATA: data,
    RELAY_TARGETS: world.zapier.url,
    MOBIVATE_API_URL: world.sandbox.url,
  });
  process.env.MOBIVATE_RELAY_URL = relay.url;
  try {
    await share(world);
    await reportOnVortex(world);
  } finally {
    delete process.env.MOBIVATE_RELAY_URL;
    await relay.end('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
};
