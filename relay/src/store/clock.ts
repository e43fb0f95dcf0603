/**
 * A clock in milliseconds since the epoch that never goes back, neither while the process runs nor, with the last time
 * it was seen at as floor, over a restart.
 */
export const createClock = (floor: number): (() => number) => {
  const start = Math.max(Date.now(), floor) - performance.now();
  return () => Math.floor(start + performance.now());
};
