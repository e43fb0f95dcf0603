/** A clock that stands still until it is advanced. */
export interface StandingClock {
  /** Advances by `milliseconds`, and runs the timers that are due. */
  tick(milliseconds: number): Promise<void> | void;
}

/** Event-loop turns without activity after which a step counts as waiting for a timer. */
const IDLE_TURNS = 150;
const TICK_MILLISECONDS = 250;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits until there is no activity for {@link IDLE_TURNS}, or the run is over. */
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
 * Advances the clock until a run ends. The clock stands still while `activity` returns changing values or
 * `isBusy` returns true.
 * @returns the milliseconds that the run took on that clock, at most `longest`
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
