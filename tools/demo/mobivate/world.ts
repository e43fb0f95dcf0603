import { type Account, type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { createRuns } from '../runs.ts';

/** What the demonstration runs on: a Mobivate and a Zapier on this machine, with the built bundle in between. */
export interface DemoWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  /** Runs a method of the app on an account, showing what was asked and what went over the wire. */
  run(account: Account, method: string, inputData: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Like `run`, for what must be refused: the sentence that the person sees. */
  refused(account: Account, method: string, inputData: Record<string, unknown>): Promise<string>;
  /** Shows the requests that Mobivate got since the last look. */
  showWire(): void;
  close(): Promise<void>;
}

/** Loads the built bundle and starts both worlds around it. */
export const startDemo = async (): Promise<DemoWorld> => {
  const bundle: { default: object } = await import(
    new URL('../../../apps/mobivate/dist/index.js', import.meta.url).href
  );
  const sandbox = await startSandbox({ now: Date.now() });
  const zapier = await startZapier(bundle.default);
  process.env.MOBIVATE_API_URL = sandbox.url;
  process.env.MOBIVATE_TASKS_URL = sandbox.url;
  const { run, refused, showWire } = createRuns(zapier, sandbox.requests);
  return {
    sandbox,
    zapier,
    showWire,
    run: ({ key }, method, inputData) => run({ api_key: key }, method, inputData),
    refused: ({ key }, method, inputData) => refused({ api_key: key }, method, inputData),
    close: async () => {
      await Promise.all([sandbox.close(), zapier.close()]);
    },
  };
};
