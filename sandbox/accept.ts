import type { Context } from 'hono';
import type * as v from 'valibot';
import { check } from './checks.ts';

/** Parses a JSON body with `schema` and responds with the result of `act`, or with 400 and the problem. */
export async function accept<S extends v.GenericSchema>(
  c: Context,
  schema: S,
  act: (given: v.InferOutput<S>) => unknown,
): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const { value, problem } = check(schema, body);
  if (problem !== null) return Response.json({ error: problem }, { status: 400 });
  return Response.json((await act(value)) ?? { ok: true });
}
