import { createServer } from 'node:http';
import type { Zap } from '../../../sandbox/zapier/index.ts';
import { must, narrator } from '../narrator.ts';
import { authDataOf, type DemoWorld, pick, SEND, UNTIL_DELIVERED } from './world.ts';

const PERSON = '61491570156';

const switchOn = async (
  world: DemoWorld,
  trigger: string,
  inputData: Record<string, unknown> = {},
): Promise<Zap> => {
  const authData = authDataOf(world.sandbox.accounts.hmac);
  const zap = await world.zapier.switchOn(trigger, { authData, inputData });
  world.showWire();
  return zap;
};

/** Subscribes twice, sends, and shows a receipt and a reply arrive over HTTP from the Zap's own template. */
export const showLoop = async (world: DemoWorld): Promise<void> => {
  const { sandbox, run } = world;
  const { basic, hmac } = sandbox.accounts;
  narrator.chapter('A message, and what comes back');
  narrator.step('Switch three Zaps on, two of them with the same trigger: each gets a webhook of its own');
  const receipts = await switchOn(world, 'delivery_receipt');
  const inboxes = [
    await switchOn(world, 'inbound_message', { include_original: true }),
    await switchOn(world, 'inbound_message', { keywords: ['yes'] }),
  ];
  must(basic.ledger.webhooks.length === 3, 'there are not three webhooks');

  narrator.step('Send an SMS, signed, with a text that a template must survive');
  const sent = await run(authDataOf(hmac), SEND, {
    originator: 'Bakery',
    recipient: '+61 491 570 156',
    body: 'Your “cake” is ready {{first_name}} 🎂 Reply YES to have it delivered.',
    reference: 'order-1042',
    metadata: { shop: 'Main Street' },
  });
  narrator.output(pick(sent, ['id', 'status', 'message_status', 'parts', 'encoding']));
  sandbox.clock.advance(UNTIL_DELIVERED);
  await sandbox.settle();
  const [receipt] = receipts.events;
  narrator.output(pick(receipt, ['reference', 'status', 'status_description', 'outcome']));
  must(receipt?.reference === 'order-1042' && receipt.outcome === 'delivered', 'the receipt did not arrive');

  narrator.step('The person replies: both Zaps get it, with the message that it answers');
  sandbox.inbound(basic, { from: `+${PERSON}`, text: 'Yes, "please"' });
  await sandbox.settle();
  for (const { events } of inboxes) {
    narrator.output(pick(events[0], ['body', 'keyword', 'reference', 'original_body']));
    must(
      events.length === 1 && events[0]?.body === 'Yes, "please"',
      'the reply did not arrive as it was written',
    );
  }

  narrator.step('Switch the Zaps off: each deletes its own webhook, by its id');
  for (const zap of [receipts, ...inboxes]) await zap.switchOff();
  world.showWire();
  must(basic.ledger.webhooks.length === 0, 'a webhook was left behind');
};

/** An address that a waiting step gives to MessageMedia, and the first thing that is posted to it. */
const startCallback = async () => {
  let tell = (_body: string): void => {};
  const posted = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => {
      response.end();
      tell(body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/callback`, posted, close: () => server.close() };
};

/** Sends and waits for the reply in one step. */
export const showWaiting = async ({ sandbox, zapier, showWire }: DemoWorld): Promise<void> => {
  narrator.chapter('Send, and wait for the answer, in one step');
  narrator.step('The opt-out list is asked first, because nobody else would ever answer');
  const { basic } = sandbox.accounts;
  const authData = authDataOf(basic);
  const inputData = { recipient: `+${PERSON}`, body: 'Table for four at seven?', wait_for: 'reply' };
  const callback = await startCallback();
  narrator.input(inputData);
  const { results, status } = await zapier.runWithStatus(SEND, {
    authData,
    inputData,
    callbackUrl: callback.url,
  });
  showWire();
  narrator.output({ the_step: status });
  must(status === 'CALLBACK', 'the step does not wait');

  narrator.step('An hour later the person answers, and the Zap goes on');
  sandbox.clock.advance(3_600_000);
  sandbox.inbound(basic, { from: `+${PERSON}`, text: 'Yes, see you then' });
  const content = await callback.posted;
  callback.close();
  const ended = await zapier.run('creates.send_sms.operation.performResume', {
    authData,
    inputData,
    bundle: { outputData: results, cleanedRequest: JSON.parse(content), rawRequest: { content } },
  });
  const reply = Object(ended).reply ?? {};
  narrator.output({ status: Object(ended).status, reply: pick(reply, ['originator', 'body', 'keyword']) });
  must(reply.body === 'Yes, see you then', 'the answer did not end the wait');
};
