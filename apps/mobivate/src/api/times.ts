const withoutMilliseconds = (time: Date): string => time.toISOString().slice(0, -'.000Z'.length);

/** Formats a time for Classic: `2024-02-03T04:05:06+0000`. */
export const toClassicTime = (time: Date): string => `${withoutMilliseconds(time)}+0000`;

/** Formats a time for Vortex: `2024-02-03T04:05:06Z`. */
export const toVortexTime = (time: Date): string => `${withoutMilliseconds(time)}Z`;
