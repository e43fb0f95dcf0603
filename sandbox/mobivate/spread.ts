const HOUR_MS = 3_600_000;

/** When each of `count` messages leaves that are spread evenly over `hours`, from `start` on. */
export function departures(start: number, hours: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + Math.floor((index * hours * HOUR_MS) / count));
}
