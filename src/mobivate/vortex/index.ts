import { sendInBatches } from '../../sms/batches.ts';
import { BATCH_SIZE } from '../batch.ts';
import { usualDays } from '../campaign.ts';
import type { Vortex } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { checkKey } from '../key.ts';
import { newestFirst, visitLog } from '../log.ts';
import { sendToAliases } from './alias.ts';
import { sendBatch } from './batch.ts';
import { campaignPages } from './campaigns.ts';
import { contactPages } from './contacts.ts';
import { findMessage, historyPages, recentMessages } from './history.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send } from './send.ts';
import { sendTemplate } from './template.ts';

/** As many choices as a person can take in, and come quickly. */
const DROPDOWN_PAGE = 100;

/** The client of the Vortex platform (a host for each account, usually vortex.mobivatebulksms.com). */
export const createVortex = (exchange: Exchange, remaining: () => number): Vortex => ({
  platform: 'Vortex',
  checkKey: () => checkKey(exchange),
  send: (message) => send(exchange, message),
  sendBulk: (bulk, rows) =>
    sendInBatches(rows, BATCH_SIZE, (batch) => sendBatch(exchange, bulk, batch), remaining),
  sendTemplate: (template, rows) =>
    sendInBatches(rows, BATCH_SIZE, (batch) => sendTemplate(exchange, template, batch), remaining),
  sendToAliases: (bulk, rows) =>
    sendInBatches(rows, BATCH_SIZE, (batch) => sendToAliases(exchange, bulk, batch), remaining),
  recentMessages: async (direction) => {
    const messages = newestFirst(await recentMessages(exchange, remaining));
    return direction === undefined ? messages : messages.filter((message) => message.direction === direction);
  },
  readLog: (query, visit) => visitLog(historyPages(exchange, query), query, visit, remaining),
  findMessage: (id, window) => findMessage(exchange, id, window, remaining),
  addOptout: (mobile) => addOptout(exchange, mobile),
  removeOptout: (mobile) => removeOptout(exchange, mobile),
  findOptout: (mobile) => findOptout(exchange, mobile, remaining),
  recentOptouts: (since) => recentOptouts(exchange, since, remaining),
  contactsPage: async (index) => (await contactPages(exchange, DROPDOWN_PAGE).fetch(index)).items,
  campaignsPage: async (index) =>
    (await campaignPages(exchange, usualDays(), DROPDOWN_PAGE).fetch(index)).items,
});
