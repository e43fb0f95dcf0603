import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { startZapier, type Zapier } from '../../sandbox/zapier/index.ts';
import app from '../../src/index.ts';

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
    world?.sandbox.faults.clear();
    world?.sandbox.requests.splice(0);
    world?.zapier.logs.splice(0);
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

/** What Zapier would show for a run that must fail: the error's class and its sentence. */
export const failureOf = async (
  run: Promise<unknown>,
): Promise<{ name: string; message: string; raw: string }> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Error)
      return { name: error.name, message: sentenceOf(error.message), raw: error.message };
    throw error;
  }
  throw new Error('the run was expected to fail, and did not');
};

/** Some of the platform's errors carry JSON as their message. */
const sentenceOf = (message: string): string => {
  if (!message.startsWith('{')) return message;
  const parsed: unknown = JSON.parse(message);
  return typeof parsed === 'object' && parsed !== null && 'message' in parsed
    ? String(parsed.message)
    : message;
};
