import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const ending = v.object({
  results: v.optional(v.unknown()),
  error: v.optional(v.object({ name: v.string(), message: v.string() })),
  logs: v.array(v.object({ message: v.string(), data: v.record(v.string(), v.unknown()) })),
});

/** The result of a job, with the platform's log. */
export type Ending = v.InferOutput<typeof ending>;

/** The built bundle behind the platform's own handler, in a separate Node process without the test runner. */
export interface Bundle {
  ask(command: string): Promise<Ending>;
  run(method: string, authData: object, inputData?: object, env?: Record<string, string>): Promise<Ending>;
  /** Everything that the process has written to stdout and stderr. */
  written(): string;
  close(): Promise<void>;
}

/** Starts the process for an app. `env` sets the URLs of the sandbox, `start` what Node reads only as it starts. */
export const startBundle = (
  app: string,
  env: Record<string, string>,
  start: Record<string, string> = {},
): Bundle => {
  const { NODE_ENV, JEST_WORKER_ID, ...inherited } = process.env;
  const program = fork(fileURLToPath(new URL('zapier-process.ts', import.meta.url)), [app], {
    env: { ...inherited, ...start },
    execArgv: [],
    silent: true,
  });
  let written = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString();
    });
  }
  const exited = once(program, 'exit').then(() => {
    throw new Error(`the bundle process exited: ${written}`);
  });
  exited.catch(() => {});
  const carryOut = async (job: object): Promise<Ending> => {
    const answered = once(program, 'message');
    program.send(job);
    const [message] = await Promise.race([answered, exited]);
    return v.parse(ending, message);
  };
  return {
    ask: (command) => carryOut({ kind: 'ask', command, env }),
    run: (method, authData, inputData = {}, more = {}) =>
      carryOut({ kind: 'run', method, authData, inputData, env: { ...env, ...more } }),
    written: () => written,
    close: async () => {
      program.disconnect();
      await exited.catch(() => {});
    },
  };
};
