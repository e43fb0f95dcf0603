import { DAY_MILLISECONDS } from '@messaging/gateway/time';

/** The UTC day of a time, `YYYY-MM-DD`: the only dates that Vortex takes. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** The day after that of a time: lists leave out the day that they are asked for up to. */
export const dayAfter = (time: Date): string => dayOf(new Date(time.getTime() + DAY_MILLISECONDS));
