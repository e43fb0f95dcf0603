import {
  type Account,
  type NewAccount,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '../../../../sandbox/messagemedia/index.ts';
import { defaultSettings } from '../../../../sandbox/messagemedia/settings.ts';
import { startZapier, type Zapier } from '../../../../sandbox/zapier/index.ts';
import { useShortPauses } from '../../../../tools/testing/clock.ts';
import app from '../../src/index.ts';

type AuthData = Record<string, string>;

/** The connection that somebody makes of a key. */
export const connectionOf = ({ key, secret, method }: Account): AuthData => ({
  api_key: key,
  api_secret: secret,
  auth_method: method,
});

/** A MessageMedia and a Zapier on this machine, and a connection by each kind of key. */
export interface TestWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  readonly basic: AuthData;
  readonly hmac: AuthData;
  /** The connection of an account with every feature switched off. */
  readonly bare: AuthData;
}

let world: TestWorld | undefined;

/** Starts both before the tests of a file and ends them after; the returned function gives what was started. */
export const useWorld = (options: SandboxOptions = {}): (() => TestWorld) => {
  useShortPauses();
  beforeAll(async () => {
    const sandbox = await startSandbox({ now: Date.now(), ...options });
    const zapier = await startZapier(app);
    const { basic, hmac, bare } = sandbox.accounts;
    world = {
      sandbox,
      zapier,
      basic: connectionOf(basic),
      hmac: connectionOf(hmac),
      bare: connectionOf(bare),
    };
    process.env.MESSAGEMEDIA_API_URL = sandbox.url;
  });

  afterEach(() => {
    if (!world) return;
    const { sandbox, zapier } = world;
    sandbox.faults.clear();
    sandbox.requests.splice(0);
    sandbox.deliveries.splice(0);
    Object.assign(sandbox.settings, defaultSettings(), options.settings);
    zapier.logs.splice(0);
    process.env.MESSAGEMEDIA_API_URL = sandbox.url;
  });

  afterAll(async () => {
    delete process.env.MESSAGEMEDIA_API_URL;
    await Promise.all([world?.sandbox.close(), world?.zapier.close()]);
  });

  return () => {
    if (!world) throw new Error('the world is there only inside a test');
    return world;
  };
};

let accounts = 0;

/** An account that nothing has happened on yet, and the connection to it. */
export const newAccount = ({ sandbox }: TestWorld, given: Partial<NewAccount> = {}) => {
  accounts += 1;
  const account = sandbox.createAccount({ name: `account ${accounts}`, ...given });
  return { account, authData: connectionOf(account) };
};

/** A person of the tests. */
export const PERSON = '61491570156';
