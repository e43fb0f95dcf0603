import type { Account } from '../../../sandbox/mobivate/index.ts';
import type { Zap } from '../../../sandbox/zapier/index.ts';
import { must, narrator } from '../narrator.ts';
import type { DemoWorld } from './world.ts';

const SEND = 'creates.send_sms.operation.perform';
const LONG_URL = 'https://bakery.example.com/cakes/order-1044?from=sms';

/** Milliseconds, more than the sandbox needs to deliver a message. */
const UNTIL_DELIVERED = 10_000;

const pick = (event: Record<string, unknown> | undefined, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, event?.[key]]));

const switchOn = async (
  { zapier, showWire }: DemoWorld,
  account: Account,
  trigger: string,
  inputData: Record<string, unknown> = {},
): Promise<Zap> => {
  const zap = await zapier.switchOn(trigger, { authData: { api_key: account.key }, inputData });
  showWire();
  return zap;
};

const receive = async (world: DemoWorld, account: Account, receipts: Zap): Promise<void> => {
  const { sandbox } = world;
  narrator.step('Send a message and receive its delivery receipts');
  const sent = await world.run(account, SEND, {
    originator: '447700900800',
    recipient: '+447700900127',
    body: `Your cake is ready: ${LONG_URL} Reply YES to have it delivered.`,
    reference: 'order-1044',
    shorten_urls: true,
  });
  narrator.output(pick(sent, ['id', 'parts', 'encoding']));
  sandbox.clock.advance(UNTIL_DELIVERED);
  await sandbox.settle();
  const own = receipts.events.filter((event) => event.reference === 'order-1044');
  for (const event of own)
    narrator.output(pick(event, ['reference', 'status', 'outcome', 'is_final', 'received_at']));
  must(own.at(-1)?.outcome === 'delivered', 'the receipt did not arrive');
};

const reply = async ({ sandbox, showWire }: DemoWorld, account: Account, inbox: Zap): Promise<void> => {
  narrator.step('The recipient replies, and the Zap shows which message the reply is to');
  sandbox.inbound(account, { from: '447700900127', text: 'Yes please' });
  await sandbox.settle();
  showWire();
  const [event] = inbox.events;
  narrator.output(pick(event, ['originator', 'body', 'keyword', 'is_stop']));
  const { original } = event ?? {};
  const answered = typeof original === 'object' && original !== null ? { ...original } : {};
  narrator.output({ answered: pick(answered, ['reference', 'body', 'status']) });
  must('reference' in answered && answered.reference === 'order-1044', 'the reply does not name the message');
};

const click = async ({ sandbox }: DemoWorld, clicks: Zap): Promise<void> => {
  const link = sandbox.links().at(-1);
  must(link !== undefined, 'the text has no short link');
  narrator.step('The recipient opens the short link and is redirected');
  const response = await fetch(`${sandbox.url}/s/${link?.code}`, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1' },
  });
  narrator.output({ status: response.status, location: response.headers.get('location') });
  await sandbox.settle();
  narrator.output(pick(clicks.events[0], ['recipient', 'reference', 'url', 'country_code', 'browser']));
  must(clicks.events[0]?.url === LONG_URL, 'the click did not arrive');
};

const contend = async (
  { zapier, showWire, sandbox }: DemoWorld,
  account: Account,
  receipts: Zap,
): Promise<void> => {
  narrator.step('A second Zap on the same trigger is refused, because only one can receive the events');
  const authData = { api_key: account.key };
  const refusal = await zapier.switchOn('delivery_receipt', { authData }).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
  showWire();
  must(refusal !== null && account.hooks.receipt === receipts.targetUrl, 'the second Zap was not refused');
  narrator.error(refusal?.startsWith('{') ? String(JSON.parse(refusal).message) : String(refusal));
  sandbox.requests.splice(0);
};

/** Switches three Zaps on, shows a receipt, a reply, and a click arrive over HTTP, and switches the Zaps off. */
export const showLoop = async (world: DemoWorld): Promise<void> => {
  const { classic } = world.sandbox.accounts;
  narrator.chapter('Instant triggers');
  narrator.step('Switch on three Zaps: delivery receipts, inbound messages, link clicks');
  const receipts = await switchOn(world, classic, 'delivery_receipt');
  const inbox = await switchOn(world, classic, 'inbound_message', { include_original: true });
  const clicks = await switchOn(world, classic, 'link_click');

  await receive(world, classic, receipts);
  await reply(world, classic, inbox);
  await click(world, clicks);
  await contend(world, classic, receipts);

  narrator.step('Switch off the Zaps');
  for (const zap of [receipts, inbox, clicks]) await zap.switchOff();
  world.showWire();
};
