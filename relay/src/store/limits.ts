/** How long a relay waits for another one to let go of its directory, in milliseconds. */
export const LOCK_WAIT = 5_000;
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
 * The rate of one target: up to `BURST` at once, and one more every `SPACING` milliseconds. That is 20 in a second, so
 * that the promised 25 hold even where some sends leave a quarter of a second late on a busy machine.
 */
export const BURST = 4;
export const SPACING = 60;

/** Rows that one sweep deletes at most of each kind. */
export const SWEEP = 2_000;
