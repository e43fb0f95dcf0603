import { sendInBatches } from '../../sms/batches.ts';
import { BATCH_SIZE } from '../batch.ts';
import type { Classic } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { checkKey } from '../key.ts';
import { newestFirst, visitLog } from '../log.ts';
import { sendBatch } from './batch.ts';
import { setHook } from './hooks.ts';
import { findMessage, logPages, recentMessages } from './log.ts';
import { addOptout, findOptout, recentOptouts, removeOptout } from './optouts.ts';
import { send } from './send.ts';

/** The client of the Classic platform (api.mobivatebulksms.com). */
export const createClassic = (exchange: Exchange, remaining: () => number): Classic => ({
  platform: 'Classic',
  checkKey: () => checkKey(exchange),
  send: (message) => send(exchange, message),
  sendBulk: (bulk, rows) =>
    sendInBatches(rows, BATCH_SIZE, (batch) => sendBatch(exchange, bulk, batch), remaining),
  recentMessages: async (direction) => newestFirst(await recentMessages(exchange, direction, remaining)),
  readLog: (query, visit) => visitLog(logPages(exchange, query), query, visit, remaining),
  findMessage: (id) => findMessage(exchange, id),
  addOptout: (mobile) => addOptout(exchange, mobile),
  removeOptout: (mobile) => removeOptout(exchange, mobile),
  findOptout: (mobile) => findOptout(exchange, mobile, remaining),
  recentOptouts: (since) => recentOptouts(exchange, since, remaining),
  setHook: (event, url) => setHook(exchange, event, url),
});
