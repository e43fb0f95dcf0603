import { BURST, LEASE, ON_THE_WAY, ON_THE_WAY_FAILING, SPACING } from './limits.ts';

/** The state of a target. Times are milliseconds by the store's clock. */
export interface Pace {
  readonly freeAt: number;
  readonly isFailing: boolean;
  /** Claimed deliveries whose lease has not ended. */
  readonly onTheWay: number;
}

/** How many deliveries a target may get now, and its next state after `taken` of them were claimed. */
export const paceOf = ({ freeAt, isFailing, onTheWay }: Pace, at: number) => {
  // A time later than any pause or burst can set comes from a clock that was set back.
  const free = Math.max(at, Math.min(freeAt, at + MAX_PAUSE + BURST * SPACING));
  const byRate = Math.max(0, Math.floor((at + (BURST - 1) * SPACING - free) / SPACING) + 1);
  const byTarget = Math.max(0, (isFailing ? ON_THE_WAY_FAILING : ON_THE_WAY) - onTheWay);
  const room = Math.min(byRate, byTarget);
  return {
    room,
    /** @param next when the next delivery is due (for a claimed one, the end of its lease), or `null` */
    after(taken: number, limit: number, next: number | null) {
      const freeAfter = free + taken * SPACING;
      const blockedUntil = () => {
        if (taken < Math.min(room, limit)) return at + 1000;
        if (taken >= byTarget) return at + LEASE;
        if (taken >= byRate) return freeAfter - (BURST - 1) * SPACING;
        return at;
      };
      return { freeAt: freeAfter, dueAt: next !== null && next <= at ? blockedUntil() : next };
    },
  };
};

/** The longest pause after a 429, in milliseconds. */
export const MAX_PAUSE = 3_600_000;
