import type { Mobivate } from '../client.ts';
import type { Exchange } from '../exchange.ts';
import { anyObject } from '../shapes.ts';
import { send } from './send.ts';

/** The client of the Vortex platform (a host for each account, usually vortex.mobivatebulksms.com). */
export const createVortex = (exchange: Exchange): Mobivate => ({
  platform: 'Vortex',
  checkKey: async () => {
    await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, anyObject);
  },
  send: (message) => send(exchange, message),
});
