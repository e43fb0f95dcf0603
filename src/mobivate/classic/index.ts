import type { Classic } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { checkKey } from '../key.ts';
import { newestFirst, visitLog } from '../log.ts';
import { findMessage, logPages, recentMessages } from './log.ts';
import { send } from './send.ts';

/** The client of the Classic platform (api.mobivatebulksms.com). */
export const createClassic = (exchange: Exchange, remaining: () => number): Classic => ({
  platform: 'Classic',
  checkKey: () => checkKey(exchange),
  send: (message) => send(exchange, message),
  recentMessages: async (direction) => newestFirst(await recentMessages(exchange, direction, remaining)),
  readLog: (query, visit) => visitLog(logPages(exchange, query), query, visit, remaining),
  findMessage: (id) => findMessage(exchange, id),
});
