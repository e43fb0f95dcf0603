import { PAUSES_MILLISECONDS } from '../../packages/gateway/src/unclear-send.ts';

/** Skips the pauses between looks into a log in each test of the file. Other timers run as usual. */
export const useShortPauses = (): void => {
  beforeEach(() => {
    const wait = globalThis.setTimeout;
    const isPause = (milliseconds?: number) => PAUSES_MILLISECONDS.some((pause) => pause === milliseconds);
    vi.stubGlobal(
      'setTimeout',
      (work: (...given: unknown[]) => void, milliseconds?: number, ...given: unknown[]) =>
        wait(work, isPause(milliseconds) ? 0 : milliseconds, ...given),
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
};

/** A test clock that stands still until it is advanced. */
export interface DrivenClock {
  /** Advances by `milliseconds`, and runs the timers that are due. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until `met` returns true. The clock stands still meanwhile. */
  until(met: () => boolean): Promise<void>;
  /** Advances in small steps until `run` settles, and returns its result. Leaves `pace` real milliseconds for HTTP per step. */
  through<R>(run: Promise<R>, pace?: number): Promise<R>;
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
  const rest = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        clearInterval(timer);
        resolve();
      }, milliseconds);
    });
  return {
    advance: async (milliseconds) => {
      await vi.advanceTimersByTimeAsync(milliseconds);
    },
    until: async (met) => {
      while (!met()) await turn();
    },
    through: async (run, pace = 0) => {
      let hasEnded = false;
      const end = () => {
        hasEnded = true;
      };
      run.then(end, end);
      while (!hasEnded) {
        await vi.advanceTimersByTimeAsync(50);
        await (pace > 0 ? rest(pace) : turn());
      }
      return run;
    },
  };
};
