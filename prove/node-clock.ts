import { mock } from 'node:test';
import type { StandingClock } from './drive.ts';

/** Freezes `Date` and `setTimeout` of this process at the current time until they are advanced. */
export const stopClock = (): StandingClock & { resume(): void } => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() });
  return {
    tick: (milliseconds) => mock.timers.tick(milliseconds),
    resume: () => mock.timers.reset(),
  };
};
