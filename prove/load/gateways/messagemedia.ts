import { startSandbox } from '../../../sandbox/messagemedia/index.ts';
import type { LoadGateway } from '../gateway.ts';

const INBOUND_A_SECOND = 4;
/** One inbound message in this many is an opt-out. */
const OPT_OUTS = 8;
const PICTURE = { contentType: 'image/png', content: 'aGVsbG8=', originalName: 'cake.png' };

/** MessageMedia, with a key for Basic authentication and one for HMAC. */
export const startMessageMedia = async (seed: number): Promise<LoadGateway> => {
  const sandbox = await startSandbox({ seed, now: Date.now() });
  const { basic, hmac } = sandbox.accounts;
  const connections = [basic, hmac].map(({ key, secret, method }) => ({
    api_key: key,
    api_secret: secret,
    auth_method: method,
  }));
  const [withBasic = {}, withHmac = {}] = connections;
  return {
    words: { name: 'MessageMedia', connections: 'with both kinds of keys' },
    sandbox,
    env: { MESSAGEMEDIA_API_URL: sandbox.url },
    secrets: [basic, hmac].flatMap(({ key, secret }) => [key, secret]),
    authData: withHmac,
    hooks: {
      DELIVERED_DR: 'delivery_receipt',
      EXPIRED_DR: 'delivery_receipt',
      REJECTED_DR: 'delivery_receipt',
      FAILED_DR: 'delivery_receipt',
      RECEIVED_SMS: 'inbound_message',
      RECEIVED_MMS: 'inbound_message',
      OPT_OUT_SMS: 'optout_added',
    },
    sendPath: '/v1/messages',
    nextSend: (random, reference) => ({
      authData: random.below(2) === 0 ? withBasic : withHmac,
      inputData: {
        recipient: `+61491570${100 + random.below(822)}`,
        body: 'Your cake “1042” is ready 🎂, $name: {"a": 1}',
        reference,
        metadata: { booking: String(random.below(1e6)) },
      },
    }),
    people: (random) => {
      // A signature contains the time, which runs faster in the app than in this process.
      sandbox.settings.clockAheadMs = sandbox.clock.now() - Date.now();
      for (let replies = 0; replies < INBOUND_A_SECOND; replies += 1) {
        const from = `+614915700${random.below(90) + 10}`;
        const text = random.below(OPT_OUTS) === 0 ? 'STOP' : `YES "${random.below(1e6)}"\n$moId`;
        sandbox.inbound(basic, {
          from,
          text,
          ...(random.below(OPT_OUTS) === 0 && { attachments: [PICTURE] }),
        });
      }
    },
    log: () => basic.ledger.messages.map(({ metadata }) => ({ reference: metadata.reference ?? null })),
    nameOf: ({ body }) => {
      const { delivery_report_id, reply_id, notification_id } = JSON.parse(body);
      return String(delivery_report_id ?? reply_id ?? notification_id);
    },
    nameOfEvent: (_trigger, { id }) => String(id),
  };
};
