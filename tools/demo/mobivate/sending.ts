import { must, narrator } from '../narrator.ts';
import type { DemoWorld } from './world.ts';

const SEND = 'creates.send_sms.operation.perform';

const connect = async ({ sandbox, run }: DemoWorld): Promise<void> => {
  narrator.chapter('Connecting: the app detects the platform from the key');
  for (const account of [sandbox.accounts.classic, sandbox.accounts.vortex]) {
    narrator.step(`Connect with the key ${account.key.slice(0, 6)}…`);
    const connected = await run(account, 'authentication.test', {});
    narrator.output({ connection: `${connected.platform} · ${connected.key_fingerprint}` });
    must(
      String(connected.platform).toLowerCase() === account.platform,
      'the app did not detect the platform',
    );
  }
};

const send = async ({ sandbox, run }: DemoWorld): Promise<void> => {
  narrator.chapter('Sending an SMS on both platforms');
  const messages = [
    {
      originator: 'Bakery',
      recipient: '+44 7700 900123',
      body: 'Your cake is ready: see you before six.',
      reference: 'order-1042',
    },
    {
      originator: 'Bakery',
      recipient: '0044 7700 900124',
      body: 'Hi {{first_name}}, “two” cakes are ready 🎂',
      reference: 'order-1043',
    },
  ];
  for (const account of [sandbox.accounts.classic, sandbox.accounts.vortex]) {
    for (const message of messages) {
      narrator.step(`Send an SMS on ${account.platform === 'classic' ? 'Classic' : 'Vortex'}`);
      const sent = await run(account, SEND, message);
      const { id, recipient, parts, encoding, characters } = sent;
      narrator.output({ id, recipient, parts, encoding, characters });
      const logged = account.ledger.log.lastSentTo(String(recipient));
      must(logged?.text === message.body, 'the text changed on the way');
      must(logged?.parts === parts, 'Mobivate counts a different number of parts');
    }
  }
};

const refuse = async ({ sandbox, run, refused }: DemoWorld): Promise<void> => {
  narrator.chapter('Messages that are not sent');
  const { classic } = sandbox.accounts;
  narrator.step('An invalid number is refused without a request');
  const sentence = await refused(classic, SEND, {
    originator: 'Bakery',
    recipient: '07700 900123',
    body: 'Hello',
  });
  narrator.error(sentence);
  must(sentence.includes('07700 900123'), 'the error does not name the number');

  sandbox.optOut(classic, '447700900126');
  narrator.step('An opted-out recipient stops this run and leaves the Zap on');
  const message = { originator: 'Bakery', recipient: '+447700900126', body: 'Hello' };
  narrator.error(await refused(classic, SEND, message));

  narrator.step('Or the Zap continues with the status skipped');
  const { status, skipped_reason } = await run(classic, SEND, { ...message, on_opted_out: 'continue' });
  narrator.output({ status, skipped_reason });
  must(status === 'skipped', 'an opted-out recipient was not skipped');
};

/** Connects, sends on both platforms, and shows which messages are refused. */
export const showSending = async (world: DemoWorld): Promise<void> => {
  await connect(world);
  await send(world);
  await refuse(world);
};
