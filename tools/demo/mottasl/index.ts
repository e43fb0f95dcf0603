import { type Sandbox, startSandbox } from '../../../sandbox/mottasl/index.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import type { Demo } from '../demo.ts';
import { must, narrator } from '../narrator.ts';
import { createRuns, type Runs } from '../runs.ts';

type Values = Record<string, unknown>;

/** What the demonstration runs on: an Azeer and a Zapier on this machine, with the built bundle in between. */
interface World extends Runs {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  readonly authData: { readonly api_key: string };
}

const LINA = '966500000001';

const action = (key: string): string => `creates.${key}.operation.perform`;

const pick = (event: Values | undefined, ...keys: readonly string[]): Values =>
  Object.fromEntries(keys.map((key) => [key, event?.[key]]));

const connect = async ({ run, refused, authData, sandbox }: World): Promise<void> => {
  narrator.chapter('Connecting: the key says what it may do');
  narrator.step('Connect with a key that may read and write');
  narrator.output(pick(await run(authData, 'authentication.test', {}), 'key_fingerprint', 'scope'));
  narrator.step('A read-only key is told apart when it is asked to write');
  const readOnly = { api_key: sandbox.keys.readOnly.key };
  const sentence = await refused(readOnly, action('create_tag'), { name: 'regular' });
  narrator.error(sentence);
  must(sentence.includes('Read and write'), 'the read-only key was not named as the reason');
};

const template = async ({ run, authData, zapier, showWire, sandbox }: World): Promise<void> => {
  narrator.chapter('Templates: the only way to write first');
  narrator.step('Choose a template, and each of its placeholders becomes a field');
  const fields = await zapier.run('creates.send_whatsapp_template.operation.inputFields', {
    authData: { ...authData },
    inputData: { template_id: 'order_ready' },
  });
  showWire();
  const placeholders = (Array.isArray(fields) ? fields : []).filter(({ label }) => /^\{\{/.test(label));
  narrator.output({ fields: placeholders.map(({ key, label }) => `${label} as ${key}`) });
  must(placeholders.length === 5, 'the template has not five placeholders');
  narrator.step('Send it to somebody new');
  const sent = await run(authData, action('send_whatsapp_template'), {
    recipient: '+966 50 000 0001',
    template_id: 'order_ready',
    language: 'en',
    create_contact: true,
    header_1: '1042',
    body_1: 'Lina',
    body_2: '1042',
    body_3: 'six',
    button_1: '1042',
  });
  narrator.output(pick(sent, 'id', 'status', 'type'));
  must(sandbox.business.messages.length === 1, 'the template was not sent');
};

const conversation = async (world: World): Promise<void> => {
  const { run, refused, authData, zapier, showWire, sandbox } = world;
  narrator.chapter('The 24-hour window');
  narrator.step('Before the person has written, a text is refused with the way out');
  const text = { recipient: `+${LINA}`, body: 'Hi {{first_name}}, “two” cakes are ready 🎂' };
  const sentence = await refused(authData, action('send_whatsapp_message'), text);
  narrator.error(sentence);
  must(sentence.includes('Send WhatsApp Template'), 'the way out was not named');

  narrator.step('Switch on a Zap, and the person writes');
  const zap = await zapier.switchOn('inbound_message', { authData: { ...authData } });
  sandbox.inbound({ from: LINA, text: 'Yes please', name: 'Lina Haddad' });
  await sandbox.settle();
  showWire();
  narrator.output(pick(zap.events[0], 'originator', 'contact_name', 'type', 'body', 'keyword'));
  must(zap.events[0]?.keyword === 'YES', 'the message did not arrive');

  narrator.step('Now the window is open: the text goes out as it was written');
  narrator.output(pick(await run(authData, action('send_whatsapp_message'), text), 'id', 'status', 'body'));
  must(sandbox.business.messages.at(-1)?.content.text === text.body, 'the text arrived otherwise');

  narrator.step('Switch the Zap off: its webhook is deleted');
  await zap.switchOff();
  showWire();
  must(sandbox.business.webhooks.length === 0, 'a webhook was left behind');
};

const statuses = async ({ run, authData, zapier, showWire, sandbox }: World): Promise<void> => {
  narrator.chapter('What becomes of a message');
  narrator.step('Send a file, and its statuses come in by themselves');
  const zap = await zapier.switchOn('message_status_changed', { authData: { ...authData } });
  const sent = await run(authData, action('send_whatsapp_file'), {
    recipient: `+${LINA}`,
    file_url: 'https://files.example.org/invoice-77.pdf',
    caption: 'Your invoice',
  });
  sandbox.clock.advance(10_000);
  await sandbox.settle();
  const own = zap.events.filter(({ message_id }) => message_id === sent.id);
  for (const event of own) narrator.output(pick(event, 'status', 'outcome', 'is_final'));
  must(own.at(-1)?.status === 'READ', 'the statuses did not arrive');
  await zap.switchOff();
  showWire();

  narrator.step('An answer is lost: the step says so instead of sending again');
  sandbox.faults.add({ kind: 'drop', when: 'after' });
  const unclear = await run(authData, action('send_whatsapp_message'), {
    recipient: `+${LINA}`,
    body: 'Thank you!',
  });
  narrator.output(pick(unclear, 'id', 'status'));
  narrator.error(String(unclear.reason));
  must(unclear.status === 'unknown', 'the lost answer was not told');
};

const contacts = async ({ run, authData, sandbox }: World): Promise<void> => {
  narrator.chapter('Contacts, tags and agents');
  narrator.step('Create contacts: a bad row does not sink the good one');
  const created = await run(authData, action('create_contacts'), {
    contacts: [
      { mobile: '+966 50 000 0002', name: 'Omar Said', tag_ids: '12' },
      { mobile: '12', name: 'Too short' },
    ],
  });
  narrator.output(pick(created, 'mode', 'accepted', 'invalid', 'results'));
  must(created.accepted === 1 && created.invalid === 1, 'the rows did not end as they should');
  narrator.step('Find an agent, and assign the contact');
  const [agent] = Object.values(
    await run(authData, 'searches.find_agent.operation.perform', { name: 'Dana' }),
  );
  const id = typeof agent === 'object' && agent !== null && 'id' in agent ? agent.id : null;
  narrator.output(
    pick(await run(authData, action('assign_contact'), { mobile: `+${LINA}`, agent: id }), 'mobile', 'agent'),
  );
  must(sandbox.business.contacts[0]?.agent === id, 'the contact was not assigned');
};

/** Shows the app against the sandbox; with the other apps only what is special to it. */
const show = async (isShort: boolean): Promise<void> => {
  const bundle: { default: object } = await import(
    new URL('../../../apps/mottasl/dist/index.js', import.meta.url).href
  );
  const sandbox = await startSandbox({ now: Date.now() });
  const zapier = await startZapier(bundle.default);
  process.env.MOTTASL_API_URL = sandbox.url;
  const authData = { api_key: sandbox.keys.full.key };
  const world: World = { sandbox, zapier, authData, ...createRuns(zapier, sandbox.requests) };
  try {
    await connect(world);
    await template(world);
    await conversation(world);
    if (isShort) return;
    await statuses(world);
    await contacts(world);
  } finally {
    await Promise.all([sandbox.close(), zapier.close()]);
  }
};

export const mottasl: Demo = { app: 'mottasl', title: 'Azeer (Mottasl) for Zapier, on this machine', show };
