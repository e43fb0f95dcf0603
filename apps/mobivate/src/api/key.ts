import { anyObject } from '@messaging/gateway/schemas';
import type { Exchange } from './exchange.ts';

/** Asks whether the key is accepted; once, because a person is waiting and can ask again. */
export const checkKey = async (exchange: Exchange): Promise<void> => {
  await exchange({ method: 'GET', path: '/auth/test', retry: false, effect: 'reads' }, anyObject);
};
