import { DAY_MILLISECONDS } from '@messaging/gateway/time';

const withoutMilliseconds = (time: Date): string => time.toISOString().slice(0, -'.000Z'.length);

/** Formats a time for Classic: `2024-02-03T04:05:06+0000`. */
export const toClassicTime = (time: Date): string => `${withoutMilliseconds(time)}+0000`;

/** Formats a time for Vortex: `2024-02-03T04:05:06Z`. */
export const toVortexTime = (time: Date): string => `${withoutMilliseconds(time)}Z`;

/** The UTC day of a time as `YYYY-MM-DD`, the only date format that Vortex accepts. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The UTC day after a time, because the end date of Vortex lists is exclusive. */
export const dayAfter = (time: Date): string => dayOf(new Date(time.getTime() + DAY_MILLISECONDS));
