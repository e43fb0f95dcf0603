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
 * What a process of its own measured: milliseconds to load the app, for the first call, and of the calls after it the
 * median; megabytes in memory at the end, and at most.
 */
export type Measured = v.InferOutput<typeof measured>;

export interface Task {
  readonly method: string;
  readonly authData: object;
  readonly inputData: object;
  readonly calls: number;
}

/** Runs a task on the app in `folder`, an unpacked zip. `env` names the addresses of the sandbox. */
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
  if (!ok) throw new Error(`the app could not be measured: ${output.slice(0, 2_000)}`);
  return v.parse(measured, JSON.parse(output.slice(output.indexOf('{'))));
};
