import { type Account, type Sandbox, startSandbox } from '../../../sandbox/mobivate/index.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { createRuns } from '../runs.ts';

/** The Mobivate sandbox, the Zapier stand-in, and the built bundle between them. */
export interface DemoWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  /** Runs a method of the app on an account, and prints its input, requests, and output. */
  run(account: Account, method: string, inputData: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Like `run`, for a method that must fail. Returns the error message. */
  refused(account: Account, method: string, inputData: Record<string, unknown>): Promise<string>;
  /** Prints the requests since the last call. */
  showWire(): void;
  close(): Promise<void>;
}

/** Loads the built bundle, and starts the sandbox and the Zapier stand-in. */
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
