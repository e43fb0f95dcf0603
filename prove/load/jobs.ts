import * as v from 'valibot';

const fields = v.record(v.string(), v.unknown());

/** A job for the app's process. */
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

/** A job without its id. */
export type Order = Job extends infer J ? (J extends Job ? Omit<J, 'id'> : never) : never;

/** The result of a job. */
export const answerSchema = v.object({
  id: v.number(),
  result: v.optional(v.unknown()),
  error: v.optional(v.object({ name: v.string(), message: v.string() })),
});

/** Events by trigger and log lines with a secret since the last report, and the process memory. */
export const reportSchema = v.object({
  events: v.record(v.string(), v.array(fields)),
  leaks: v.number(),
  rss: v.number(),
});

export type Report = v.InferOutput<typeof reportSchema>;
