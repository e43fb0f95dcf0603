/** Milliseconds that a relay waits for the lock of its data directory. */
export const LOCK_WAIT = 5_000;
/** Milliseconds after which an unsettled claim is released. */
export const LEASE = 30_000;
/** Milliseconds within which repeats of an event count once. */
export const DEDUPE = 24 * 3_600_000;
/** Milliseconds for which dead deliveries are kept. */
export const KEEP_DEAD = 7 * 24 * 3_600_000;
/** Milliseconds after which a registration at the gateway is repeated, in case another tool replaced it. */
export const REGISTERED = 24 * 3_600_000;

/** Deliveries in progress to one target, and to one that fails. */
export const ON_THE_WAY = 4;
export const ON_THE_WAY_FAILING = 1;

/**
 * The rate of one target: up to `BURST` at once, then one every `SPACING` milliseconds. These 20 per second
 * leave a margin below the promised 25 for sends that leave up to a quarter of a second late.
 */
export const BURST = 4;
export const SPACING = 60;

/** The maximum number of rows of each kind that one sweep deletes. */
export const SWEEP = 2_000;
