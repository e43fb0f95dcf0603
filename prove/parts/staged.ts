import type { StandingClock } from '../drive.ts';
import { stopClock } from '../node-clock.ts';
import { type Method, methodsOf } from '../operations.ts';
import { type Stage, startStage } from '../stage.ts';
import type { Options } from './part.ts';

/** Runs `work` on a stage around the built bundle, with a clock that stands still until it is advanced. */
export const onStage = async <R>(
  { proof, bundle, seed }: Options,
  work: (stage: Stage, clock: StandingClock, methods: readonly Method[]) => Promise<R>,
): Promise<R> => {
  const app: { default: object } = await import(bundle);
  const stage = await startStage(proof, app.default, seed);
  const methods = methodsOf(await stage.zapier.ask('definition'));
  const clock = stopClock();
  try {
    return await work(stage, clock, methods);
  } finally {
    clock.resume();
    await stage.close();
  }
};
