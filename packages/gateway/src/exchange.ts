import { GatewayError } from '@messaging/errors/gateway-error';
import * as v from 'valibot';
import type { Answer, Call, Reply, Request } from './call.ts';

/** One call below a gateway's base URL, with what `P` says it is for. */
export type Ask<P> = Omit<Call, 'url'> & P & { readonly path: string };

/**
 * Makes calls of one connection and parses what comes back.
 * @throws GatewayError for every answer that is not the promised record, whatever its status
 */
export type Exchange<P> = <const S extends v.GenericSchema>(
  ask: Ask<P>,
  schema: S,
) => Promise<v.InferOutput<S>>;

/** What differs between gateways. */
interface Gateway<P> {
  readonly request: Request;
  baseUrlOf(ask: Ask<P>): string;
  /** Milliseconds of the step that a call leaves unless it says otherwise, such as for a look-up after a send. */
  leaveOf?(ask: Ask<P>): number;
  /** Whether the gateway did what it was asked; a 2xx may say no in its body. */
  isSuccess(answer: Answer): boolean;
  /** The failure behind an answer that is not what was asked for, whatever its status, or behind no answer. */
  failureOf(reply: Reply, ask: Ask<P>): GatewayError;
}

/** Whether the status of an answer says that all went well. */
export const isSuccessStatus = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** An exchange with one gateway. */
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

/** What a call gives; `null` where the gateway does not find what the call is about. */
export const orNull = async <T>(answer: Promise<T>): Promise<T | null> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GatewayError && error.kind === 'not_found') return null;
    throw error;
  }
};
