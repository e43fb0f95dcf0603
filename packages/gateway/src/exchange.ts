import { GatewayError } from '@messaging/errors/gateway-error';
import * as v from 'valibot';
import type { Answer, Call, Reply, Request } from './call.ts';

/** A call below a gateway's base URL, with its purpose `P`. */
export type Ask<P> = Omit<Call, 'url'> & P & { readonly path: string };

/**
 * Makes a call and parses the response.
 * @throws GatewayError if the response does not match the schema, whatever its status
 */
export type Exchange<P> = <const S extends v.GenericSchema>(
  ask: Ask<P>,
  schema: S,
) => Promise<v.InferOutput<S>>;

interface Gateway<P> {
  readonly request: Request;
  baseUrlOf(ask: Ask<P>): string;
  /** The default milliseconds that a call leaves, such as for a look-up after a send. */
  leaveOf?(ask: Ask<P>): number;
  /** Whether a response is a success. A 2xx body may report a failure. */
  isSuccess(answer: Answer): boolean;
  /** The error for an unsuccessful response, or for none. */
  failureOf(reply: Reply, ask: Ask<P>): GatewayError;
}

export const isSuccessStatus = ({ status }: Answer): boolean => status >= 200 && status < 300;

export const createExchange =
  <P>({ request, baseUrlOf, leaveOf, isSuccess, failureOf }: Gateway<P>): Exchange<P> =>
  async (ask, schema) => {
    const { method, query, json, form, retry, withLogin, leave, path } = ask;
    const call: Call = {
      method,
      url: `${baseUrlOf(ask)}${path}`,
      ...(query && { query }),
      ...(json && { json }),
      ...(form && { form }),
      ...(retry !== undefined && { retry }),
      withLogin,
      leave: leave ?? leaveOf?.(ask),
    };
    const reply = await request(call);
    const parsed = reply.kind === 'answer' && isSuccess(reply) ? v.safeParse(schema, reply.data) : null;
    if (!parsed?.success) throw failureOf(reply, ask);
    return parsed.output;
  };

/** Returns the result of a call, or `null` if it fails with `not_found`. */
export const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'not_found') return null;
    throw error;
  }
};
