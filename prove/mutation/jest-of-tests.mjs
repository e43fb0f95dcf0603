import { vi } from 'vitest';
// Else its mutants would count as met by the one test that happens to load it.
import '../../apps/mobivate/src/api/xml.ts';

const TIMERS = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
];

/** What the tests use of Jest, by Vitest, which names what is faked and not what is left. */
globalThis.jest = {
  spyOn: vi.spyOn,
  restoreAllMocks: vi.restoreAllMocks,
  useFakeTimers: ({ doNotFake }) =>
    vi.useFakeTimers({ toFake: [...TIMERS, 'Date'].filter((name) => !doNotFake.includes(name)) }),
  useRealTimers: vi.useRealTimers,
  setSystemTime: vi.setSystemTime,
  getTimerCount: vi.getTimerCount,
  advanceTimersByTimeAsync: vi.advanceTimersByTimeAsync,
};
