import {
  type Account,
  type RecordedRequest,
  type Sandbox,
  startSandbox,
} from '../../../sandbox/mobivate/index.ts';
import { startZapier, type Zapier } from '../../../sandbox/zapier/index.ts';
import { narrator } from '../narrator.ts';

/** What the demonstration runs on: a Mobivate and a Zapier on this machine, with the built bundle in between. */
export interface DemoWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  /** Runs a method of the app on an account, showing what was asked and what went over the wire. */
  run(account: Account, method: string, inputData: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Like `run`, for what must be refused: the sentence that the person sees. */
  refused(account: Account, method: string, inputData: Record<string, unknown>): Promise<string>;
  /** Shows the requests that Mobivate got since the last look. */
  showWire(): readonly RecordedRequest[];
  close(): Promise<void>;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) throw error;
  return error.message.startsWith('{') ? String(record(JSON.parse(error.message)).message) : error.message;
};

/** Loads the built bundle and starts both worlds around it. */
export const startDemo = async (): Promise<DemoWorld> => {
  const bundle: { default: object } = await import(
    new URL('../../../apps/mobivate/dist/index.js', import.meta.url).href
  );
  const sandbox = await startSandbox({ now: Date.now() });
  const zapier = await startZapier(bundle.default);
  process.env.MOBIVATE_API_URL = sandbox.url;
  process.env.MOBIVATE_TASKS_URL = sandbox.url;

  const showWire = () => {
    const requests = sandbox.requests.splice(0);
    narrator.wire(requests);
    return requests;
  };
  const start = (account: Account, method: string, inputData: Record<string, unknown>) => {
    if (Object.keys(inputData).length > 0) narrator.asked(inputData);
    return zapier.run(method, { authData: { api_key: account.key }, inputData });
  };

  return {
    sandbox,
    zapier,
    showWire,
    run: async (account, method, inputData) => {
      const results = await start(account, method, inputData);
      showWire();
      return record(results);
    },
    refused: async (account, method, inputData) => {
      const sentence = await start(account, method, inputData).then(
        () => '',
        (error: unknown) => sentenceOf(error),
      );
      showWire();
      return sentence;
    },
    close: async () => {
      await Promise.all([sandbox.close(), zapier.close()]);
    },
  };
};
