import type { Request } from '@messaging/gateway/call';
import { createClassic } from './classic/index.ts';
import type { Mobivate } from './client.ts';
import type { Connection } from './connection.ts';
import { createExchange } from './exchange.ts';
import { createVortex } from './vortex/index.ts';
import { withReceiptsTo } from './vortex/receipts.ts';

/**
 * A client of the connection's platform that speaks through `request`; `remaining` tells the milliseconds that are
 * left for it, so that it stops reading in time, and `receiptUrl` where the receipts of sends on Vortex go, if not to the
 * key's own Receipt URL.
 */
export const createMobivate = (
  connection: Connection,
  request: Request,
  remaining: () => number,
  receiptUrl?: () => Promise<string | undefined>,
): Mobivate => {
  const exchange = createExchange(connection, request);
  if (connection.platform === 'Classic') return createClassic(exchange, connection.login, remaining);
  return createVortex(receiptUrl ? withReceiptsTo(exchange, receiptUrl) : exchange, remaining);
};
