import { BURST, LEASE, ON_THE_WAY, ON_THE_WAY_FAILING, SPACING } from './limits.ts';

/** What the store knows of a target when it is looked at. Times are milliseconds by the store's clock. */
export interface Pace {
  readonly freeAt: number;
  readonly isFailing: boolean;
  /** Deliveries whose lease runs. */
  readonly onTheWay: number;
}

/** How much a target may be sent now, and what to note after `taken` deliveries were claimed. */
export const paceOf = ({ freeAt, isFailing, onTheWay }: Pace, at: number) => {
  // A time further ahead than one pause or burst can set comes from a clock that was put back.
  const free = Math.max(at, Math.min(freeAt, at + MAX_PAUSE + BURST * SPACING));
  const byRate = Math.max(0, Math.floor((at + (BURST - 1) * SPACING - free) / SPACING) + 1);
  const byTarget = Math.max(0, (isFailing ? ON_THE_WAY_FAILING : ON_THE_WAY) - onTheWay);
  const room = Math.min(byRate, byTarget);
  return {
    room,
    /** @param next when the target's next delivery is due, claimed ones at the end of their lease; `null` for none */
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

/** The longest time that a target may ask to be left alone. */
export const MAX_PAUSE = 3_600_000;
