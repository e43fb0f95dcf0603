import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { answerSchema, type Order, type Report, reportSchema } from './jobs.ts';

type Answer = v.InferOutput<typeof answerSchema>;

/** The built app under the platform's handler, in its own process. */
export interface AppProcess {
  /** Runs a method of the app. Never rejects. */
  run(method: string, authData: object, inputData: object): Promise<Omit<Answer, 'id'>>;
  /** Turns on a Zap with a hook trigger. Returns the URL for its events. */
  switchOn(trigger: string, authData: object): Promise<string>;
  report(secrets: readonly string[]): Promise<Report>;
  close(): Promise<void>;
}

const subscription = v.object({ targetUrl: v.string() });

/** Starts the process with a clock that runs `factor` times as fast as the machine's. */
export const startApp = async (
  bundle: string,
  factor: number,
  env: Record<string, string>,
): Promise<AppProcess> => {
  const program = fork(
    fileURLToPath(new URL('zapier-process.ts', import.meta.url)),
    [bundle, String(factor)],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const waiting = new Map<number, (answer: Answer) => void>();
  let jobs = 0;
  const exited = new Promise<void>((resolve) => program.once('exit', () => resolve()));
  const ready = new Promise<Answer>((resolve) => waiting.set(0, resolve));
  program.on('message', (message) => {
    const answer = v.parse(answerSchema, message);
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const order = (job: Order): Promise<Answer> =>
    new Promise((resolve) => {
      jobs += 1;
      waiting.set(jobs, resolve);
      program.send({ ...job, id: jobs });
    });
  await ready;
  return {
    run: (method, authData, inputData) =>
      order({ kind: 'run', method, authData: { ...authData }, inputData: { ...inputData } }),
    switchOn: async (trigger, authData) => {
      const { result, error } = await order({ kind: 'switchOn', trigger, authData: { ...authData } });
      if (error) throw new Error(`Could not switch on ${trigger}: ${error.message}`);
      return v.parse(subscription, result).targetUrl;
    },
    report: async (secrets) =>
      v.parse(reportSchema, (await order({ kind: 'report', secrets: [...secrets] })).result),
    close: async () => {
      program.disconnect();
      await exited;
    },
  };
};
