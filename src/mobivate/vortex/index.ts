import type { Vortex } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { checkKey } from '../key.ts';
import { newestFirst, visitLog } from '../log.ts';
import { findMessage, historyPages, recentMessages } from './history.ts';
import { send } from './send.ts';

/** The client of the Vortex platform (a host for each account, usually vortex.mobivatebulksms.com). */
export const createVortex = (exchange: Exchange, remaining: () => number): Vortex => ({
  platform: 'Vortex',
  checkKey: () => checkKey(exchange),
  send: (message) => send(exchange, message),
  recentMessages: async (direction) => {
    const messages = newestFirst(await recentMessages(exchange, remaining));
    return direction === undefined ? messages : messages.filter((message) => message.direction === direction);
  },
  readLog: (query, visit) => visitLog(historyPages(exchange, query), query, visit, remaining),
  findMessage: (id, window) => findMessage(exchange, id, window, remaining),
});
