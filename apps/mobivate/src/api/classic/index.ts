import { sendInBatches } from '@messaging/gateway/batches';
import { BATCH_SIZE } from '../batch.ts';
import type { Classic } from '../client.ts';
import type { Connection } from '../connection.ts';
import type { Exchange } from '../exchange.ts';
import { findMessages } from '../find-messages.ts';
import { checkKey } from '../key.ts';
import { type LogQuery, newestFirst, visitLog } from '../log.ts';
import { sendBatch } from './batch.ts';
import { changeLists } from './contacts.ts';
import { setHook } from './hooks.ts';
import { findMessage, logPages, recentMessages } from './log.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send } from './send.ts';

/** The client of the Classic platform (api.mobivatebulksms.com). */
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
    sendBulk: (bulk, rows) =>
      sendInBatches(rows, BATCH_SIZE, (batch) => sendBatch(exchange, bulk, batch), remaining),
    recentMessages: async (direction) => newestFirst(await recentMessages(exchange, direction, remaining)),
    readLog: (query, visit) => visitLog(log.pagesOf(query), query, visit, remaining),
    findMessages: (query, isWanted) => findMessages(log, query, isWanted),
    findMessage: (id) => findMessage(exchange, id),
    addOptout: (mobile) => addOptout(exchange, mobile),
    removeOptout: (mobile) => removeOptout(exchange, mobile),
    findOptout: (mobile) => findOptout(exchange, mobile, remaining),
    addToLists: (contact) => changeLists(exchange, login, 'create', contact),
    removeFromLists: (contact) => changeLists(exchange, login, 'delete', contact),
    recentOptouts: (since) => recentOptouts(exchange, since, remaining),
    setHook: (event, url) => setHook(exchange, event, url),
  };
};
