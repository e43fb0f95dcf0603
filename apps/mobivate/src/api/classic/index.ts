import { sendInBatches } from '@messaging/gateway/batches';
import { findMessages } from '@messaging/gateway/find-messages';
import { type LogQuery, newestFirst, visitLog } from '@messaging/gateway/log';
import { BATCH_SIZE, type Classic } from '../client.ts';
import type { Connection } from '../connection.ts';
import { checkKey, type Exchange } from '../exchange.ts';
import { findByReference, findSent } from '../log.ts';
import { changeLists } from './contacts.ts';
import { setHook } from './hooks.ts';
import { findMessage, logPages, recentMessages } from './log.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send, sendBatch } from './send.ts';

/** Creates the client of the Classic platform (api.mobivatebulksms.com). */
export const createClassic = (
  exchange: Exchange,
  login: Connection['login'],
  remaining: () => number,
): Classic => {
  const log = { pagesOf: (query: LogQuery) => logPages(exchange, query), remaining };
  return {
    platform: 'Classic',
    checkKey: () => checkKey(exchange),
    send: (message) => send(exchange, message),
    sendBulk: (bulk, rows) => {
      const began = new Date();
      return sendInBatches(rows, {
        size: BATCH_SIZE,
        send: (batch) => sendBatch(exchange, bulk, batch),
        remaining,
        find: (unclear) => findByReference(log, began, unclear, bulk.originator),
      });
    },
    recentMessages: async (direction) => {
      const { found, isWhole } = await recentMessages(exchange, direction, remaining);
      return { found: newestFirst(found), isWhole };
    },
    readLog: (query, visit) => visitLog(log.pagesOf(query), query, visit, remaining),
    findMessages: (query, isWanted, limit) => findMessages(log, query, isWanted, limit),
    findSent: (at, isWanted) => findSent(log, at, isWanted),
    findMessage: (id) => findMessage(exchange, id),
    addOptout: (mobile) => addOptout(exchange, mobile, remaining),
    removeOptout: (mobile) => removeOptout(exchange, mobile, remaining),
    findOptout: (mobile, leave) => findOptout(exchange, mobile, remaining, leave),
    addToLists: (contact) => changeLists(exchange, login, 'create', contact),
    removeFromLists: (contact) => changeLists(exchange, login, 'delete', contact),
    recentOptouts: (since) => recentOptouts(exchange, since, remaining),
    setHook: (event, url) => setHook(exchange, event, url),
  };
};
