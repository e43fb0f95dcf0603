import type { Request } from '@messaging/gateway/call';
import { createExchange as createGatewayExchange, isSuccessStatus } from '@messaging/gateway/exchange';
import { reportsFailure } from '@messaging/gateway/failures';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { type Effect, failureOf } from './failures.ts';

/** A call. The path is relative to the base URL. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Record<string, unknown>;
  readonly json?: Record<string, unknown>;
  readonly retry?: boolean;
  readonly effect: Effect;
}

/**
 * Makes calls of one connection and reads the responses. `read` gets the JSON object or list of a response, whose shape is
 * mostly not documented, and returns `null` if it is unreadable. A change may be confirmed without a body.
 * @throws GatewayError if the response is not such JSON under 2xx, reports a failure, or is unreadable
 */
export type Exchange = <T>(ask: Ask, read: (data: unknown) => T | null) => Promise<T>;

const readable = <T>(read: (data: unknown) => T | null, mayBeEmpty: boolean) =>
  v.pipe(
    v.unknown(),
    v.rawTransform<unknown, T>(({ dataset, addIssue, NEVER }) => {
      const isJson = typeof dataset.value === 'object' && (dataset.value !== null || mayBeEmpty);
      const result = isJson ? read(dataset.value) : null;
      if (result !== null) return result;
      addIssue({ message: 'cannot be read' });
      return NEVER;
    }),
  );

export const createExchange = (connection: Connection, request: Request): Exchange => {
  const exchange = createGatewayExchange<{ readonly effect: Effect }>({
    request,
    baseUrlOf: () => connection.baseUrl,
    isSuccess: (answer) => isSuccessStatus(answer) && !reportsFailure(answer.data),
    failureOf: (reply, { effect }) => failureOf(reply, effect, connection),
  });
  return (ask, read) => exchange(ask, readable(read, ask.effect === 'changes'));
};
