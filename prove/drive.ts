/** A clock that stands still until it is ticked. */
export interface StandingClock {
  /** Lets milliseconds pass, and runs what falls due. */
  tick(milliseconds: number): Promise<void> | void;
}

/** Turns of the event loop without any activity after which a step is taken to wait for nothing but the time. */
const IDLE_TURNS = 150;
const TICK_MILLISECONDS = 250;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when nothing has happened for a while, or when it is all over. */
const idle = async (activity: () => unknown, isOver: () => boolean): Promise<void> => {
  let last = activity();
  for (let turns = 0; turns < IDLE_TURNS && !isOver(); turns += 1) {
    await turn();
    const now = activity();
    if (now !== last) {
      turns = 0;
      last = now;
    }
  }
};

/**
 * Drives a run to its end on a clock that stands still while anything happens, which `activity` tells by a changing
 * value, and while `isBusy`.
 * @returns the milliseconds that the run took on that clock; the run is given up after `longest`
 */
export const driveToEnd = async (
  clock: StandingClock,
  run: Promise<unknown>,
  { activity, isBusy, longest }: { activity: () => unknown; isBusy: () => boolean; longest: number },
): Promise<number> => {
  let over = false;
  const end = () => {
    over = true;
  };
  run.then(end, end);
  let passed = 0;
  while (!over && passed < longest) {
    await idle(activity, () => over);
    if (over) break;
    if (isBusy()) continue;
    await clock.tick(TICK_MILLISECONDS);
    passed += TICK_MILLISECONDS;
  }
  return passed;
};
