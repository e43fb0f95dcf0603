import type { Mobivate } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { anyObject } from '../shapes.ts';
import { send } from './send.ts';

/** The client of the Classic platform (api.mobivatebulksms.com). */
export const createClassic = (exchange: Exchange): Mobivate => ({
  platform: 'Classic',
  checkKey: async () => {
    await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, anyObject);
  },
  send: (message) => send(exchange, message),
});
