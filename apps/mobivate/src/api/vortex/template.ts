import type { TakenBatch } from '@messaging/gateway/batches';
import type { Referenced, Template } from '../batch.ts';
import type { Exchange } from '../exchange.ts';
import { sendMany } from './batch.ts';

/** Sends a template to up to 1,000 MSISDNs: `POST /send/template`. */
export const sendTemplate = (
  exchange: Exchange,
  { id, language, variables }: Template,
  rows: readonly Referenced[],
): Promise<TakenBatch> => {
  const json = {
    templateID: id,
    recipients: rows.map(({ recipient, reference }) => ({ recipient, reference, language, meta: variables })),
  };
  return sendMany(exchange, { path: '/send/template', json, permission: 'create:TemplateSMS' });
};
