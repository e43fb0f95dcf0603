/** The time of a test that stands still until it is driven. */
export interface DrivenClock {
  /** Lets `milliseconds` pass, and runs what falls due. */
  advance(milliseconds: number): Promise<void>;
  /** Resolves once `met` holds; the clock stands still meanwhile. */
  until(met: () => boolean): Promise<void>;
  /** Lets time pass, a little at a time, until `run` has ended; gives what it gave. */
  through<R>(run: Promise<R>): Promise<R>;
}

/** Drives `Date` and `setTimeout` of each test of the file. */
export const useDrivenClock = (): DrivenClock => {
  beforeEach(() => {
    // Everything else stays as it is, or no HTTP would flow.
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
