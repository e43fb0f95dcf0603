import { DAY_MILLISECONDS } from '@messaging/gateway/time';

/** The UTC day of a time as `YYYY-MM-DD`, the only date format that Vortex accepts. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The UTC day after a time, because the end date of Vortex lists is exclusive. */
export const dayAfter = (time: Date): string => dayOf(new Date(time.getTime() + DAY_MILLISECONDS));
