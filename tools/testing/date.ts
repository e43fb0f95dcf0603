/** Freezes `Date` in each test of the file, but not timers or HTTP. The returned function sets the date. */
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
