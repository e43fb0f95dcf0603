import type { Request } from '@messaging/gateway/call';
import { createClassic } from './classic/index.ts';
import type { Mobivate } from './client.ts';
import type { Connection } from './connection.ts';
import { createExchange } from './exchange.ts';
import { createVortex } from './vortex/index.ts';
import { withReceiptsTo } from './vortex/send.ts';

/**
 * Creates a client for the connection's platform. `remaining` returns the milliseconds left, so that it stops paging in
 * time. `receiptUrl` returns the URL for the receipts of Vortex sends, if it is not the key's own Receipt URL.
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
