import * as v from 'valibot';

const fields = v.record(v.string(), v.unknown());

/** What the process around the app is asked for. */
export const jobSchema = v.variant('kind', [
  v.object({
    kind: v.literal('run'),
    id: v.number(),
    method: v.string(),
    authData: fields,
    inputData: fields,
  }),
  v.object({ kind: v.literal('switchOn'), id: v.number(), trigger: v.string(), authData: fields }),
  v.object({ kind: v.literal('report'), id: v.number(), secrets: v.array(v.string()) }),
]);

export type Job = v.InferOutput<typeof jobSchema>;

/** A job without its number. */
export type Order = Job extends infer J ? (J extends Job ? Omit<J, 'id'> : never) : never;

/** How a job ended. */
export const answerSchema = v.object({
  id: v.number(),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ name: v.string(), message: v.string() })),
});

/** What the process has seen since the last report: events by trigger, log lines with a secret, and its memory. */
export const reportSchema = v.object({
  events: v.record(v.string(), v.array(fields)),
  leaks: v.number(),
  rss: v.number(),
});

export type Report = v.InferOutput<typeof reportSchema>;
