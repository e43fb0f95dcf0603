import { createHash } from 'node:crypto';
import { createAppHandler } from 'zapier-platform-core';
import { PlatformCache } from './cache.ts';
import { startServices } from './server.ts';

/** One line of the log that the platform keeps of a run, secrets already censored by its core. */
export interface LogLine {
  readonly message: string;
  readonly data: Record<string, unknown>;
}

/** What a method of the app is run with. */
export interface Run {
  readonly authData?: Record<string, unknown>;
  readonly inputData?: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
  /** Anything else of the bundle: `targetUrl`, `subscribeData`, `cleanedRequest`, `rawRequest`, `outputData` … */
  readonly bundle?: Record<string, unknown>;
  /** What `z.generateCallbackUrl()` gives. */
  readonly callbackUrl?: string;
}

/** A Zapier on this machine: the platform's real handler around the app, with its cache and log. */
export interface Zapier {
  readonly cache: PlatformCache;
  /** The log of all runs so far. */
  readonly logs: LogLine[];
  /** Runs one method, such as `creates.send_sms.operation.perform`; rejects with the error that Zapier would show. */
  run(method: string, run?: Run): Promise<unknown>;
  /** Like `run`, with the run's status beside its results: `CALLBACK` where the step waits for a callback. */
  runWithStatus(method: string, run?: Run): Promise<{ results: unknown; status: string }>;
  /** Asks the handler for anything but a run: `definition`, `validate`, `getAuthTemplate`. */
  ask(command: string): Promise<unknown>;
  close(): Promise<void>;
}

const ORDINARY_META = {
  isLoadingSample: false,
  isFillingDynamicDropdown: false,
  isPopulatingDedupe: false,
  isTestingAuth: false,
  isBulkRead: false,
  limit: -1,
  page: 0,
  timezone: 'UTC',
  inputFields: {},
};

/** The platform knows a connection by an id of its own; here it is told apart by what was entered. */
const connectionId = (authData: object): string =>
  createHash('sha256').update(JSON.stringify(authData)).digest('hex').slice(0, 12);

/** Starts a Zapier around `app`: the default export of the built bundle, or of `src/index.ts`. */
export const startZapier = async (app: object, now?: () => number): Promise<Zapier> => {
  const cache = new PlatformCache(now);
  const logs: LogLine[] = [];
  const services = await startServices(cache);
  process.env.LOGGING_ENDPOINT = `${services.url}/log`;
  const handler = createAppHandler(app);
  const call = (event: Record<string, unknown>) =>
    handler({
      token: 'a-token-of-this-machine',
      rpc_base: `${services.url}/rpc`,
      customLogger: (message: string, data: Record<string, unknown>) => logs.push({ message, data }),
      ...event,
    });

  const runWithStatus = async (method: string, run: Run = {}) => {
    const { authData = {}, inputData = {}, meta, bundle, callbackUrl } = run;
    const { results, status = 'SUCCESS' } = await call({
      command: 'execute',
      method,
      storeKey: connectionId(authData),
      callback_url: callbackUrl,
      bundle: { authData, inputData, meta: { ...ORDINARY_META, ...meta }, ...bundle },
    });
    return { results, status };
  };

  return {
    cache,
    logs,
    runWithStatus,
    run: async (method, run) => (await runWithStatus(method, run)).results,
    ask: async (command) => (await call({ command, bundle: {} })).results,
    close: services.close,
  };
};
