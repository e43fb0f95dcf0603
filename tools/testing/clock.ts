/** A test clock that stands still until it is advanced. */
export interface DrivenClock {
  /** Advances by `milliseconds`, and runs the timers that are due. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until `met` returns true. The clock stands still meanwhile. */
  until(met: () => boolean): Promise<void>;
  /** Advances in small steps until `run` settles, and returns its result. */
  through<R>(run: Promise<R>): Promise<R>;
}

/** Controls `Date` and `setTimeout` in each test of the file. */
export const useDrivenClock = (): DrivenClock => {
  beforeEach(() => {
    // HTTP needs the other timers.
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    advance: async (milliseconds) => {
      await vi.advanceTimersByTimeAsync(milliseconds);
    },
    until: async (met) => {
      while (!met()) await turn();
    },
    through: async (run) => {
      let hasEnded = false;
      const end = () => {
        hasEnded = true;
      };
      run.then(end, end);
      while (!hasEnded) {
        await vi.advanceTimersByTimeAsync(50);
        await turn();
      }
      return run;
    },
  };
};
