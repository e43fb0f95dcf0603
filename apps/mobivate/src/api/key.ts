import { anyObject } from '@messaging/gateway/schemas';
import type { Exchange } from './exchange.ts';

/** Checks that Mobivate accepts the key. Not retried, because the user is waiting and can try again. */
export const checkKey = async (exchange: Exchange): Promise<void> => {
  await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, anyObject);
};
