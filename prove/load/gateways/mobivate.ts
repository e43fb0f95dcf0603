import { type Link, startSandbox } from '../../../sandbox/mobivate/index.ts';
import type { LoadGateway } from '../gateway.ts';

const INBOUND_A_SECOND = 3;
const CLICKS_A_SECOND = 3;
const LINKED = 40;

const textIn = (xml: string, name: string): string =>
  new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';

/** Mobivate, with a Classic and a Vortex account. */
export const startMobivate = async (seed: number): Promise<LoadGateway> => {
  const sandbox = await startSandbox({ seed, now: Date.now() });
  const { classic, vortex } = sandbox.accounts;
  let links: Link[] = [];
  return {
    words: { name: 'Mobivate', connections: 'on both platforms' },
    sandbox,
    env: { MOBIVATE_API_URL: sandbox.url, MOBIVATE_TASKS_URL: sandbox.url },
    secrets: [classic.key, vortex.key],
    authData: { api_key: classic.key },
    hooks: { receipt: 'delivery_receipt', incoming: 'inbound_message', click: 'link_click' },
    sendPath: '/send/*',
    switchedOn: ({ delivery_receipt = null }) => {
      // Vortex has no registration API. Users set the URL on the key.
      vortex.receiptUrl = delivery_receipt;
    },
    nextSend: (random, reference) => {
      const isLinked = links.length === 0;
      return {
        authData: { api_key: (random.below(2) === 0 ? classic : vortex).key },
        inputData: {
          originator: 'Bakery',
          recipient: `+447700900${100 + random.below(822)}`,
          body: isLinked
            ? 'See https://bakery.example.com/cakes/1042?from=sms'
            : 'Your cake “1042” is ready 🎂',
          reference,
          shorten_urls: isLinked,
        },
      };
    },
    people: (random) => {
      for (let replies = 0; replies < INBOUND_A_SECOND; replies += 1) {
        sandbox.inbound(classic, {
          from: `447700900${random.below(90) + 10}`,
          text: `YES ${random.below(1e6)}`,
        });
      }
      for (let clicks = 0; clicks < CLICKS_A_SECOND && links.length > 0; clicks += 1) {
        const link = links[random.below(links.length)];
        if (link) sandbox.click(link);
      }
      if (links.length === 0 && sandbox.links().length >= LINKED) links = sandbox.links();
    },
    log: () => [...classic.ledger.log.all(), ...vortex.ledger.log.all()],
    nameOf: ({ kind, body, contentType }) => {
      if (contentType.includes('form')) {
        const xml = new URLSearchParams(body).get('xml') ?? '';
        return `${textIn(xml, 'deliveryMessageId')}:${textIn(xml, 'status')}`;
      }
      const record = JSON.parse(body);
      if (kind === 'receipt') return `${record.deliveryMessageId}:${record.status}`;
      return kind === 'incoming' ? String(record.id) : String(record.messageId);
    },
    nameOfEvent: (trigger, event) => {
      if (trigger === 'delivery_receipt') return `${event.message_id}:${event.status}`;
      return String(trigger === 'inbound_message' ? event.id : event.message_id);
    },
  };
};
