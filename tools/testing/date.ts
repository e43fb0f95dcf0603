/** Stops `Date` in each test of the file, while timers and HTTP run on; the returned function sets it to a moment. */
export const useFixedDate = (): ((moment: string | number) => void) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  return (moment) => {
    vi.setSystemTime(new Date(moment));
  };
};
