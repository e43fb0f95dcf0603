import { startZapier } from '../../sandbox/zapier/index.ts';
import { loadApp } from '../../tools/apps.ts';
import { type Method, methodsOf } from '../operations.ts';
import type { Proof } from '../proof.ts';
import { type Stage, startStage } from '../stage.ts';

/** All methods of an app, from its definition. */
export const discover = async ({ app }: Proof): Promise<Method[]> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    return methodsOf(await zapier.ask('definition'));
  } finally {
    await zapier.close();
  }
};

/** One test makes hundreds of runs. */
vi.setConfig({ testTimeout: 60_000 });

/** Starts a stage before the tests of a describe block, stops it afterwards, and silences the app's log. */
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
    if (!stage) throw new Error('the stage is available only inside a test');
    return stage;
  };
};
