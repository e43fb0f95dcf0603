import type { TakenBatch } from '@messaging/gateway/batches';
import { id, textOrNull } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import type {
  AliasBulk,
  AliasRow,
  Bulk,
  BulkRow,
  OutboundMessage,
  Sent,
  Template,
  TemplateRow,
} from '../client.ts';
import type { Ask, Exchange } from '../exchange.ts';
import { PROXIED } from '../message.ts';
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

const taken = v.object({ record: v.object({ id }) });

/** Makes one of the bulk send calls, which all have the same response format. */
const sendMany = async (
  exchange: Exchange,
  ask: Pick<Ask, 'path' | 'json' | 'permission'>,
): Promise<TakenBatch> => {
  const { record } = await exchange({ ...ask, method: 'POST', effect: 'sends_many' }, taken);
  return { id: record.id };
};

const toRecipient = ({ recipient, text, reference, isGroup }: BulkRow, commonText: string | undefined) =>
  isGroup
    ? { recipient, meta: { type: 'mailinglist' } }
    : { recipient, text: text === commonText ? undefined : text, reference };

/** Sends up to 1,000 messages: `POST /send/batch`. The documentation spells the opt-out flag in two ways. */
export const sendBatch = (exchange: Exchange, bulk: Bulk, rows: readonly BulkRow[]): Promise<TakenBatch> => {
  const { text, originator, scheduleAt, excludeOptouts } = bulk;
  const json = {
    text,
    originator,
    recipients: rows.map((row) => toRecipient(row, text)),
    name: bulk.name,
    shortenUrls: bulk.shortenUrls,
    excludeOptouts,
    excludeOptOuts: excludeOptouts,
    excludeDuplicates: bulk.excludeDuplicates,
    spreadHours: bulk.spreadHours,
    scheduleDateTime: scheduleAt && toVortexTime(scheduleAt),
  };
  return sendMany(exchange, { path: '/send/batch', json, permission: 'create:BatchSMS' });
};

/** Sends a template to up to 1,000 MSISDNs: `POST /send/template`. */
export const sendTemplate = (
  exchange: Exchange,
  { id, language, variables }: Template,
  rows: readonly TemplateRow[],
): Promise<TakenBatch> => {
  const json = {
    templateID: id,
    recipients: rows.map(({ recipient, reference }) => ({ recipient, reference, language, meta: variables })),
  };
  return sendMany(exchange, { path: '/send/template', json, permission: 'create:TemplateSMS' });
};

/** Sends to up to 1,000 contacts by alias: `POST /send/alias`. Mobivate ignores unknown aliases. */
export const sendToAliases = (
  exchange: Exchange,
  { originator, text, name, scheduleAt, spreadHours }: AliasBulk,
  rows: readonly AliasRow[],
): Promise<TakenBatch> => {
  const json = {
    recipients: rows.map(({ recipient }) => recipient),
    text,
    originator,
    name,
    spreadHours,
    scheduleDateTime: scheduleAt && toVortexTime(scheduleAt),
  };
  return sendMany(exchange, { path: '/send/alias', json, permission: 'create:AliasSMS' });
};

/** Adds a receipt URL to every send that has none. `undefined` keeps the key's own Receipt URL. */
export const withReceiptsTo =
  (exchange: Exchange, receiptUrl: () => Promise<string | undefined>): Exchange =>
  async (ask, schema) => {
    if (!ask.path.startsWith('/send/')) return exchange(ask, schema);
    const callbackURL = ask.json?.callbackURL ?? (await receiptUrl());
    return exchange({ ...ask, json: { ...ask.json, callbackURL } }, schema);
  };
