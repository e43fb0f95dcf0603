import type { Request } from '@messaging/gateway/call';
import * as gateway from '@messaging/gateway/exchange';
import type { Connection } from './connection.ts';
import { failureOf, type Purpose } from './failures.ts';

export type Exchange = gateway.Exchange<Purpose>;

export const createExchange = (connection: Connection, request: Request): Exchange =>
  gateway.createExchange<Purpose>({
    request,
    baseUrlOf: () => connection.baseUrl,
    isSuccess: gateway.isSuccessStatus,
    failureOf: (reply, { effect }) => failureOf(reply, { effect }, connection),
  });
