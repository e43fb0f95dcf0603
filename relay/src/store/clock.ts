/**
 * A clock in milliseconds since the epoch that never goes back.
 *
 * @param floor the last time before a restart
 */
export const createClock = (floor: number): (() => number) => {
  const start = Math.max(Date.now(), floor) - performance.now();
  return () => Math.floor(start + performance.now());
};
