import { sendInBatches } from '@messaging/gateway/batches';
import { findMessages } from '@messaging/gateway/find-messages';
import { type LogQuery, newestFirst, visitLog } from '@messaging/gateway/log';
import { anyObject } from '@messaging/gateway/schemas';
import * as v from 'valibot';
import { BATCH_SIZE, type TemplateRow, type Vortex } from '../client.ts';
import { checkKey, type Exchange } from '../exchange.ts';
import { findByReference, findSent } from '../log.ts';
import type { Message } from '../message.ts';
import { campaignsPage, findCampaigns } from './campaigns.ts';
import { contactsPage, createContact, createGroup, deleteContact, findContact } from './contacts.ts';
import { findByAlias } from './find-by-alias.ts';
import { findMessage, historyPages, QUICK_PAGE, recentMessages } from './history.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send, sendBatch, sendTemplate, sendToAliases } from './send.ts';

/** The response to a key check is not documented and may be empty. A web page comes from another host. */
const CONFIRMATION = v.union([anyObject, v.null()]);

export const createVortex = (exchange: Exchange, remaining: () => number): Vortex => {
  const common = { size: BATCH_SIZE, remaining };
  /** Small pages, because there is little time after a send, and its message is among the newest. */
  const sentLog = { pagesOf: (query: LogQuery) => historyPages(exchange, query, QUICK_PAGE), remaining };
  const finderSince =
    (began: Date, originator?: string) =>
    <R extends TemplateRow>(unclear: readonly R[]) =>
      findByReference(sentLog, began, unclear, originator);
  const log = { pagesOf: (query: LogQuery) => historyPages(exchange, query), remaining };
  return {
    platform: 'Vortex',
    checkKey: () => checkKey(exchange, CONFIRMATION),
    send: (message) => send(exchange, message),
    sendBulk: (bulk, rows) =>
      sendInBatches(rows, {
        ...common,
        send: (batch) => sendBatch(exchange, bulk, batch),
        find: finderSince(new Date(), bulk.originator),
      }),
    sendTemplate: (template, rows) =>
      sendInBatches(rows, {
        ...common,
        send: (batch) => sendTemplate(exchange, template, batch),
        find: finderSince(new Date()),
      }),
    sendToAliases: (bulk, rows) => {
      const began = new Date();
      return sendInBatches(rows, {
        ...common,
        send: (batch) => sendToAliases(exchange, bulk, batch),
        find: (unclear) => findByAlias(exchange, sentLog, began, bulk, unclear),
      });
    },
    recentMessages: async (direction) => {
      const { found, isWhole } = await recentMessages(exchange, remaining);
      const isAsked = (message: Message) => direction === undefined || message.direction === direction;
      return { found: newestFirst(found).filter(isAsked), isWhole };
    },
    readLog: (query, visit) => visitLog(log.pagesOf(query), query, visit, remaining),
    findMessages: (query, isWanted, limit) => findMessages(log, query, isWanted, limit),
    findSent: (at, isWanted) => findSent(sentLog, at, isWanted),
    findMessage: (id, window) => findMessage(exchange, id, window, remaining),
    addOptout: (mobile) => addOptout(exchange, mobile, remaining),
    removeOptout: (mobile) => removeOptout(exchange, mobile),
    findOptout: (mobile, leave) => findOptout(exchange, mobile, remaining, leave),
    recentOptouts: (since) => recentOptouts(exchange, since, remaining),
    createContact: (contact) => createContact(exchange, contact, remaining),
    deleteContact: (idOrMsisdn) => deleteContact(exchange, idOrMsisdn, remaining),
    findContact: (isWanted) => findContact(exchange, isWanted, remaining),
    createGroup: (name) => createGroup(exchange, name),
    contactsPage: (index) => contactsPage(exchange, index),
    findCampaigns: (query, isWanted) => findCampaigns(exchange, query, isWanted, remaining),
    campaignsPage: (index) => campaignsPage(exchange, index),
  };
};
