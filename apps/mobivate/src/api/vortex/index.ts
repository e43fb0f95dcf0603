import { sendInBatches } from '@messaging/gateway/batches';
import { BATCH_SIZE } from '../batch.ts';
import type { Vortex } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { findMessages } from '../find-messages.ts';
import { checkKey } from '../key.ts';
import { type LogQuery, newestFirst, visitLog } from '../log.ts';
import { sendToAliases } from './alias.ts';
import { sendBatch } from './batch.ts';
import { campaignsPage, findCampaigns } from './campaigns.ts';
import { contactsPage, createContact, createGroup, deleteContact, findContact } from './contacts.ts';
import { findMessage, historyPages, recentMessages } from './history.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send } from './send.ts';
import { sendTemplate } from './template.ts';

/** The client of the Vortex platform (a host for each account, usually vortex.mobivatebulksms.com). */
export const createVortex = (exchange: Exchange, remaining: () => number): Vortex => {
  const log = { pagesOf: (query: LogQuery) => historyPages(exchange, query), remaining };
  return {
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
      return direction === undefined
        ? messages
        : messages.filter((message) => message.direction === direction);
    },
    readLog: (query, visit) => visitLog(log.pagesOf(query), query, visit, remaining),
    findMessages: (query, isWanted) => findMessages(log, query, isWanted),
    findMessage: (id, window) => findMessage(exchange, id, window, remaining),
    addOptout: (mobile) => addOptout(exchange, mobile),
    removeOptout: (mobile) => removeOptout(exchange, mobile),
    findOptout: (mobile) => findOptout(exchange, mobile, remaining),
    recentOptouts: (since) => recentOptouts(exchange, since, remaining),
    createContact: (contact) => createContact(exchange, contact),
    deleteContact: (idOrMsisdn) => deleteContact(exchange, idOrMsisdn, remaining),
    findContact: (isWanted) => findContact(exchange, isWanted, remaining),
    createGroup: (name) => createGroup(exchange, name),
    contactsPage: (index) => contactsPage(exchange, index),
    findCampaigns: (query, isWanted) => findCampaigns(exchange, query, isWanted, remaining),
    campaignsPage: (index) => campaignsPage(exchange, index),
  };
};
