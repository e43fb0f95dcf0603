import { startZapier } from '../../sandbox/zapier/index.ts';
import { loadApp } from '../../tools/apps.ts';
import { type Method, methodsOf } from '../operations.ts';
import type { Proof } from '../proof.ts';
import { type Stage, startStage } from '../stage.ts';

/** Every function of an app, from the definition as the platform gets it. */
export const discover = async ({ app }: Proof): Promise<Method[]> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    return methodsOf(await zapier.ask('definition'));
  } finally {
    await zapier.close();
  }
};

/** One test makes hundreds of runs, on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 });

/** Starts a stage around an app before the tests that follow, ends it after, and keeps what the app logs off the screen. */
export const useStage = (proof: Proof): (() => Stage) => {
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = await startStage(proof, await loadApp(proof.app), 1);
  });
  afterAll(() => stage?.close());
  beforeEach(() => {
    for (const stream of ['log', 'error'] as const) vi.spyOn(console, stream).mockReturnValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return () => {
    if (!stage) throw new Error('the stage is there only inside a test');
    return stage;
  };
};
