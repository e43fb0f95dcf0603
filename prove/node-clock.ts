import { mock } from 'node:test';
import type { StandingClock } from './drive.ts';

/** Makes `Date` and `setTimeout` of this process stand still, from the machine's time on, until they are ticked. */
export const stopClock = (): StandingClock & { resume(): void } => {
  mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() });
  return {
    tick: (milliseconds) => mock.timers.tick(milliseconds),
    resume: () => mock.timers.reset(),
  };
};
