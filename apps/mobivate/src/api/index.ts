import type { Request } from '@messaging/gateway/call';
import { createClassic } from './classic/index.ts';
import type { Mobivate } from './client.ts';
import type { Connection } from './connection.ts';
import { createExchange } from './exchange.ts';
import { createVortex } from './vortex/index.ts';

/**
 * A client of the connection's platform that speaks through `request`; `remaining` tells the milliseconds that are
 * left for it, so that it stops reading in time.
 */
export const createMobivate = (
  connection: Connection,
  request: Request,
  remaining: () => number,
): Mobivate => {
  const exchange = createExchange(connection, request);
  return connection.platform === 'Classic'
    ? createClassic(exchange, connection.login, remaining)
    : createVortex(exchange, remaining);
};
