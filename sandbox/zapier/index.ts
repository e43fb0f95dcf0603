import { createHash, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { createAppHandler } from 'zapier-platform-core';
import { PlatformCache } from './cache.ts';
import { type Delivery, type StashedFile, startServices } from './server.ts';

/** A line of the platform's log, after its core has censored secrets. */
export interface LogLine {
  readonly message: string;
  readonly data: Record<string, unknown>;
}

/** The input of a method. */
export interface Run {
  readonly authData?: Record<string, unknown>;
  readonly inputData?: Record<string, unknown>;
  readonly meta?: Record<string, unknown>;
  /** Other bundle properties: `targetUrl`, `subscribeData`, `cleanedRequest`, `rawRequest`, `outputData` … */
  readonly bundle?: Record<string, unknown>;
  /** The result of `z.generateCallbackUrl()`. */
  readonly callbackUrl?: string;
}

/** A turned-on Zap with a REST hook trigger. Requests to its URL run the trigger's `perform`. */
export interface Zap {
  readonly targetUrl: string;
  readonly subscribeData: unknown;
  /** The events that the trigger returned so far. */
  readonly events: Record<string, unknown>[];
  switchOff(): Promise<unknown>;
}

/** A local stand-in for Zapier: the platform's own handler around the app, with its cache, log, and hooks. */
export interface Zapier {
  /** The prefix of all Zap URLs. */
  readonly url: string;
  readonly cache: PlatformCache;
  /** The log of all runs so far. */
  readonly logs: LogLine[];
  /** The files that steps have uploaded. */
  readonly files: StashedFile[];
  /** Resolves a dehydrated file as a later step would. Returns its URL. */
  hydrate(reference: string, authData: Record<string, unknown>): Promise<unknown>;
  /**
   * Runs a method, such as `creates.send_sms.operation.perform`. Rejects with the error Zapier would show.
   */
  run(method: string, run?: Run): Promise<unknown>;
  /** Like `run`, but also returns the status, which is `CALLBACK` if the step waits for a callback. */
  runWithStatus(method: string, run?: Run): Promise<{ results: unknown; status: string }>;
  /** Turns on a Zap with a hook trigger. */
  switchOn(trigger: string, run?: Run): Promise<Zap>;
  /** Calls another command of the handler: `definition`, `validate`, `getAuthTemplate`. */
  ask(command: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The bundle's `meta` in a live run. */
export const ORDINARY_META = {
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

/** Zapier identifies a connection by id; here, its field values identify it. */
const connectionId = (authData: object): string =>
  createHash('sha256').update(JSON.stringify(authData)).digest('hex').slice(0, 12);

/**
 * After 250 runs, the platform's core kills a process above 450 MB, and Zapier starts another one. Disabled
 * here, because the process also runs the tests.
 */
const keepProcess = (): void => {
  const limits: { KILL_MAX_LIMIT: number } = createRequire(import.meta.url)(
    'zapier-platform-core/src/constants',
  );
  limits.KILL_MAX_LIMIT = Number.POSITIVE_INFINITY;
};

/** Starts the stand-in around `app`, the default export of the built bundle or of `src/index.ts`. */
export const startZapier = async (app: object, now?: () => number): Promise<Zapier> => {
  keepProcess();
  const cache = new PlatformCache(now);
  const logs: LogLine[] = [];
  const hooks = new Map<string, (delivery: Delivery) => Promise<void>>();
  const services = await startServices(cache, async (hook, delivery) => hooks.get(hook)?.(delivery));
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
      // Makes the core validate results strictly and not print its own log lines.
      calledFromCli: true,
      bundle: { authData, inputData, meta: { ...ORDINARY_META, ...meta }, ...bundle },
    });
    return { results, status };
  };
  const run = async (method: string, given?: Run) => (await runWithStatus(method, given)).results;

  const switchOn = async (trigger: string, given: Run = {}): Promise<Zap> => {
    const hook = randomUUID();
    const targetUrl = `${services.url}/hooks/${hook}`;
    const operation = `triggers.${trigger}.operation`;
    const events: Record<string, unknown>[] = [];
    const bundle = { ...given.bundle, targetUrl };
    const subscribeData = await run(`${operation}.performSubscribe`, { ...given, bundle });
    hooks.set(hook, async (delivery) => {
      const results = await run(`${operation}.perform`, {
        ...given,
        bundle: { ...bundle, ...delivery, subscribeData },
      });
      if (Array.isArray(results)) events.push(...results);
    });
    return {
      targetUrl,
      subscribeData,
      events,
      switchOff: () => {
        hooks.delete(hook);
        return run(`${operation}.performUnsubscribe`, { ...given, bundle: { ...bundle, subscribeData } });
      },
    };
  };

  return {
    url: services.url,
    cache,
    logs,
    files: services.files,
    hydrate: (reference, authData) => {
      const [, payload = ''] = reference.split('|||');
      const { method, bundle }: { method: string; bundle: Record<string, unknown> } = JSON.parse(payload);
      return run(method, { authData, inputData: bundle });
    },
    run,
    runWithStatus,
    switchOn,
    ask: async (command) => (await call({ command, bundle: {}, calledFromCli: true })).results,
    close: services.close,
  };
};
