import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { runProgram } from '../tools/program.ts';

const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));

const measured = v.object({
  load: v.number(),
  first: v.number(),
  warm: v.number(),
  rss: v.number(),
  peak: v.number(),
  results: v.unknown(),
});

/**
 * The measurements of a process. Milliseconds to load the app, for the first call, and for later calls (median);
 * megabytes of memory at the end and at the peak.
 */
export type Measured = v.InferOutput<typeof measured>;

export interface Task {
  readonly method: string;
  readonly authData: object;
  readonly inputData: object;
  readonly calls: number;
}

/** Runs a task on the app in `folder`, an unpacked zip. `env` sets the URLs of the sandbox. */
export const probe = async (
  folder: string,
  task: Task,
  env: Readonly<Record<string, string>> = {},
): Promise<Measured> => {
  const file = join(folder, 'task.json');
  writeFileSync(file, JSON.stringify(task));
  const { ok, output } = await runProgram([PROBE, folder, file], folder, {
    NODE_ENV: 'production',
    ...env,
  });
  if (!ok) throw new Error(`Could not measure the app: ${output.slice(0, 2_000)}`);
  return v.parse(measured, JSON.parse(output.slice(output.indexOf('{'))));
};
