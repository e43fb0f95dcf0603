import type { Request } from '@messaging/gateway/call';
import type { Connection } from './connection.ts';
import { createExchange, type Exchange } from './exchange.ts';

/** The MessageMedia API of one connection. */
export interface Api {
  readonly exchange: Exchange;
  /** The sub-account to filter reports by. */
  readonly account: string | null;
  /** Milliseconds left in the step. */
  readonly remaining: () => number;
}

/** Opens the API of a connection. All calls go through `request`. */
export const openApi = (connection: Connection, request: Request, remaining: () => number): Api => ({
  exchange: createExchange(connection, request),
  account: connection.account,
  remaining,
});
