import type { Request } from '../sms/gateway.ts';
import { createClassic } from './classic/index.ts';
import type { Mobivate } from './client.ts';
import type { Connection } from './connection.ts';
import { createExchange } from './exchange.ts';
import { createVortex } from './vortex/index.ts';

/** A client of the connection's platform that speaks through `request`. */
export const createMobivate = (connection: Connection, request: Request): Mobivate => {
  const exchange = createExchange(connection, request);
  return connection.platform === 'Classic' ? createClassic(exchange) : createVortex(exchange);
};
