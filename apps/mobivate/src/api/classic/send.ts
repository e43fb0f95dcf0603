import { id, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type { OutboundMessage, Sent } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { toClassicTime } from '../times.ts';
import { DEFAULT_ROUTE } from './route.ts';

const sentSingle = v.object({ id, routeId: textOrNull, campaignId: textOrNull });
const sentBatch = v.object({ id, routeId: textOrNull });

/** `/send/single` can neither schedule a message nor send to opted-out recipients. */
const needsBatch = ({ scheduleAt, excludeOptouts }: OutboundMessage): boolean =>
  scheduleAt !== undefined || excludeOptouts === false;

const sendSingle = async (exchange: Exchange, message: OutboundMessage): Promise<Sent> => {
  const { originator, recipient, text, reference, campaignId, shortenUrls } = message;
  const routeId = message.routeId ?? DEFAULT_ROUTE;
  const json = { originator, recipient, body: text, routeId, reference, campaignId, shortenUrls };
  const sent = await exchange({ method: 'POST', path: '/send/single', json, effect: 'sends' }, sentSingle);
  return {
    id: sent.id,
    batchId: null,
    routeId: sent.routeId ?? routeId,
    campaignId: sent.campaignId ?? campaignId ?? null,
  };
};

const sendInBatch = async (exchange: Exchange, message: OutboundMessage): Promise<Sent> => {
  const { originator, recipient, text, reference, shortenUrls, scheduleAt } = message;
  const routeId = message.routeId ?? DEFAULT_ROUTE;
  const json = {
    routeId,
    messages: [{ originator, recipient, text, reference }],
    shortenUrls,
    excludeOptouts: message.excludeOptouts ?? true,
    excludeDuplicates: false,
    scheduleDateTime: scheduleAt && toClassicTime(scheduleAt),
  };
  const sent = await exchange({ method: 'POST', path: '/send/batch', json, effect: 'sends' }, sentBatch);
  return { id: null, batchId: sent.id, routeId: sent.routeId ?? routeId, campaignId: null };
};

/** Sends or schedules a message with `POST /send/single`, or as a batch of one if `/send/single` does not support it. */
export const send = (exchange: Exchange, message: OutboundMessage): Promise<Sent> =>
  (needsBatch(message) ? sendInBatch : sendSingle)(exchange, message);
