import { id, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { OutboundMessage, Sent } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { PROXIED } from '../sent-id.ts';
import { toVortexTime } from '../times.ts';

/** A proxy in front of some hosts responds with an echo of the request and an unknown ID. */
const proxiedEcho = v.pipe(
  v.object({ id: v.pipe(v.string(), v.startsWith(PROXIED)) }),
  v.transform((echo) => ({ record: { id: echo.id, batchId: null } })),
);

const sentRecord = v.union([v.object({ record: v.object({ id, batchId: textOrNull }) }), proxiedEcho]);

export const send = async (exchange: Exchange, message: OutboundMessage): Promise<Sent> => {
  const { text, originator, recipient, reference, shortenUrls, excludeOptouts, scheduleAt } = message;
  const scheduleDateTime = scheduleAt && toVortexTime(scheduleAt);
  const callbackURL = message.callbackUrl;
  const json = {
    text,
    originator,
    recipient,
    reference,
    shortenUrls,
    excludeOptouts,
    scheduleDateTime,
    callbackURL,
  };
  const { record } = await exchange(
    { method: 'POST', path: '/send/single', json, effect: 'sends', permission: 'create:SingleSMS' },
    sentRecord,
  );
  return { id: record.id, batchId: record.batchId, routeId: null, campaignId: null };
};
