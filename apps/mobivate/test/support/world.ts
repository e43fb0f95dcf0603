import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../sandbox/mobivate/index.ts';
import { defaultSettings } from '../../../../sandbox/mobivate/settings.ts';
import { startZapier, type Zapier } from '../../../../sandbox/zapier/index.ts';
import { useShortPauses } from '../../../../tools/testing/clock.ts';
import app from '../../src/index.ts';

export { type Failure, failureOf } from '../../../../tools/testing/failure.ts';

/** A Mobivate and a Zapier on this machine, and a connection of each platform. */
export interface TestWorld {
  readonly sandbox: Sandbox;
  readonly zapier: Zapier;
  readonly classic: { api_key: string };
  readonly vortex: { api_key: string };
}

let world: (TestWorld & { close(): Promise<void> }) | undefined;

/** Starts both before the tests of a file and ends them after; the returned function gives what was started. */
export const useWorld = (options: SandboxOptions = {}): (() => TestWorld) => {
  useShortPauses();
  beforeAll(async () => {
    const sandbox = await startSandbox({ now: Date.now(), ...options });
    const zapier = await startZapier(app);
    process.env.MOBIVATE_API_URL = sandbox.url;
    process.env.MOBIVATE_TASKS_URL = sandbox.url;
    world = {
      sandbox,
      zapier,
      classic: { api_key: sandbox.accounts.classic.key },
      vortex: { api_key: sandbox.accounts.vortex.key },
      close: async () => {
        await Promise.all([sandbox.close(), zapier.close()]);
      },
    };
  });

  afterEach(() => {
    if (!world) return;
    const { sandbox, zapier } = world;
    sandbox.faults.clear();
    sandbox.requests.splice(0);
    Object.assign(sandbox.settings, defaultSettings(), options.settings);
    zapier.logs.splice(0);
    process.env.MOBIVATE_API_URL = sandbox.url;
  });

  afterAll(async () => {
    delete process.env.MOBIVATE_API_URL;
    delete process.env.MOBIVATE_TASKS_URL;
    await world?.close();
  });

  return () => {
    if (!world) throw new Error('the world is there only inside a test');
    return world;
  };
};

/** Puts the sandbox's clock, which stands still, a little ahead of this machine's, as if it ran on. */
export const catchUp = ({ sandbox }: TestWorld): void =>
  sandbox.clock.advance(Math.max(0, Date.now() + 5_000 - sandbox.clock.now()));
