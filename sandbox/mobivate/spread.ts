const HOUR_MS = 3_600_000;

/** The send times of `count` messages spread evenly over `hours` from `start`. */
export function departures(start: number, hours: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + Math.floor((index * hours * HOUR_MS) / count));
}
