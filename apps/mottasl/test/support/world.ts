import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../sandbox/mottasl/index.ts';
import { defaultSettings } from '../../../../sandbox/mottasl/settings.ts';
import { startZapier, type Zapier } from '../../../../sandbox/zapier/index.ts';
import app from '../../src/index.ts';

type Fields = Record<string, unknown>;

/** An Azeer and a Zapier on this machine, and a connection to it. */
export interface TestWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  readonly authData: { api_key: string };
  /** Runs an action. */
  create(key: string, inputData: Fields, more?: Fields): Promise<unknown>;
  /** Runs a search. */
  search(key: string, inputData: Fields): Promise<unknown>;
}

let world: (TestWorld & { close(): Promise<void> }) | undefined;

/** Starts both before the tests of a file and ends them after; the returned function gives what was started. */
export const useWorld = (options: SandboxOptions = {}): (() => TestWorld) => {
  beforeAll(async () => {
    const sandbox = await startSandbox({ now: Date.now(), ...options });
    const zapier = await startZapier(app);
    process.env.MOTTASL_API_URL = sandbox.url;
    const authData = { api_key: sandbox.keys.full.key };
    world = {
      sandbox,
      zapier,
      authData,
      create: (key, inputData, more = {}) =>
        zapier.run(`creates.${key}.operation.perform`, { authData, inputData, ...more }),
      search: (key, inputData) => zapier.run(`searches.${key}.operation.perform`, { authData, inputData }),
      close: async () => {
        await Promise.all([sandbox.close(), zapier.close()]);
      },
    };
  });

  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });

  afterEach(() => {
    vi.restoreAllMocks();
    if (!world) return;
    const { sandbox, zapier } = world;
    sandbox.faults.clear();
    sandbox.requests.splice(0);
    sandbox.deliveries.splice(0);
    sandbox.business.messages.splice(0);
    sandbox.business.contacts.splice(0);
    sandbox.business.webhooks.splice(0);
    Object.assign(sandbox.settings, defaultSettings(), options.settings);
    zapier.logs.splice(0);
    process.env.MOTTASL_API_URL = sandbox.url;
  });

  afterAll(async () => {
    delete process.env.MOTTASL_API_URL;
    await world?.close();
  });

  return () => {
    if (!world) throw new Error('the world is there only inside a test');
    return world;
  };
};

/** A contact whose 24-hour window is open. */
export const OPEN = '966500000001';

/** Makes {@link OPEN} write to the business, and forgets what that led to. */
export const openWindow = ({ sandbox }: TestWorld): void => {
  sandbox.inbound({ from: OPEN, text: 'Hello' });
  sandbox.business.messages.splice(0);
};
