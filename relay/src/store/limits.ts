/** A claim that was not settled is free after this many milliseconds. */
export const LEASE = 30_000;
/** A repeat of an event within this many milliseconds counts once. */
export const DEDUPE = 24 * 3_600_000;
/** Dead deliveries are kept this many milliseconds. */
export const KEEP_DEAD = 7 * 24 * 3_600_000;
/** A registration at the gateway is repeated after this many milliseconds, in case somebody replaced it. */
export const REGISTERED = 24 * 3_600_000;

/** Deliveries on the way to one target; to one that fails, a single try at a time. */
export const ON_THE_WAY = 4;
export const ON_THE_WAY_FAILING = 1;

/**
 * The rate of one target: up to `BURST` at once, and one more every `SPACING` milliseconds. In any second that makes
 * BURST + 1000 / SPACING = 24, one below the promised 25, for sends that leave a little late.
 */
export const BURST = 4;
export const SPACING = 50;

/** Rows that one sweep deletes at most of each kind. */
export const SWEEP = 2_000;
