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
  held: v.number(),
  peak: v.number(),
  results: v.unknown(),
  marks: v.object({ loaded: v.number(), first: v.number(), end: v.number() }),
});

/**
 * The measurements of a process. Milliseconds to load the app, for the first call, and for later calls
 * (median); megabytes of memory at the end, held after a garbage collection (heap only), and at the peak.
 * `marks` are microseconds on the clock of Node's CPU profiles.
 */
export type Measured = v.InferOutput<typeof measured>;

export interface Task {
  readonly method: string;
  readonly authData: object;
  readonly inputData: object;
  readonly calls: number;
}

/**
 * Runs a task on the app in `folder`, an unpacked zip.
 * @param env sets the URLs of the sandbox
 * @param flags options for Node
 */
export const probe = async (
  folder: string,
  task: Task,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Measured> => {
  const file = join(folder, 'task.json');
  writeFileSync(file, JSON.stringify(task));
  const { ok, output } = await runProgram([...flags, PROBE, folder, file], folder, {
    NODE_ENV: 'production',
    ...env,
  });
  if (!ok) throw new Error(`Could not measure the app: ${output.slice(0, 2_000)}`);
  return v.parse(measured, JSON.parse(output.slice(output.indexOf('{'))));
};
