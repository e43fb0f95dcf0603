import { REAL as NOT_DRIVEN } from './clock.ts';

/** Everything but `Date` runs on: timers, and with them HTTP. */
const REAL = [...NOT_DRIVEN, 'setTimeout', 'clearTimeout'] as const;

/** Stops `Date` in each test of the file; the returned function sets it to a moment. */
export const useFixedDate = (): ((moment: string | number) => void) => {
  const jest = import.meta.jest;
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: [...REAL] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  return (moment) => {
    jest.setSystemTime(new Date(moment));
  };
};
