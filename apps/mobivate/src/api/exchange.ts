import { GatewayError } from '@messaging/errors/gateway-error';
import type { Answer, Call, Request } from '@messaging/gateway/call';
import * as v from 'valibot';
import type { Connection } from './connection.ts';
import { failureOf, failureOfSilence, isRefusal, type Purpose } from './failures.ts';

/** One call with what it is for; the path is below the connection's API, or below the contact service with a login. */
export interface Ask extends Omit<Call, 'url'>, Purpose {
  readonly path: string;
}

/**
 * Makes calls of one connection and parses what comes back.
 * @throws GatewayError for every answer that is not the promised record, whatever its status
 */
export type Exchange = <const S extends v.GenericSchema>(ask: Ask, schema: S) => Promise<v.InferOutput<S>>;

const isSuccess = (answer: Answer): boolean =>
  answer.status >= 200 && answer.status < 300 && !isRefusal(answer.data);

/** An exchange over `request` for one connection. */
export const createExchange =
  (connection: Connection, request: Request): Exchange =>
  async ({ path, effect, permission, ...call }, schema) => {
    const purpose = { effect, permission, withLogin: call.withLogin };
    const base = call.withLogin ? connection.tasksUrl : connection.baseUrl;
    const reply = await request({ ...call, url: `${base}${path}` });
    if (reply.kind === 'silence') throw failureOfSilence(reply, purpose, connection);
    const parsed = isSuccess(reply) ? v.safeParse(schema, reply.data) : null;
    if (!parsed?.success) throw failureOf(reply, purpose, connection);
    return parsed.output;
  };

/** What a call gives; `null` where Mobivate does not find what the call is about. */
export const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'not_found') return null;
    throw error;
  }
};
