import type { Request } from '@messaging/gateway/call';
import type { Connection } from './connection.ts';
import { createExchange, type Exchange } from './exchange.ts';

/** MessageMedia's API on one connection, as every call of this folder takes it. */
export interface Api {
  readonly exchange: Exchange;
  /** The sub-account that reports are narrowed to. */
  readonly account: string | null;
  /** The milliseconds left of the step, so that reading stops in time. */
  readonly remaining: () => number;
}

/** The API of a connection that speaks through `request`. */
export const openApi = (connection: Connection, request: Request, remaining: () => number): Api => ({
  exchange: createExchange(connection, request),
  account: connection.account,
  remaining,
});
