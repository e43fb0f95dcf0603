/** A day without regard to clocks that change, as UTC has it. */
export const DAY_MILLISECONDS = 86_400_000;

/**
 * A time from Mobivate as ISO 8601 with offset, `null` for none or an unreadable one. Classic writes
 * `2024-02-03T04:05:06+0000`, receipts `…06.000+00:00`, opt-outs epoch milliseconds; Vortex writes `…06.789Z`.
 */
export const toIsoTime = (value: unknown): string | null => {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const date = new Date(typeof value === 'string' ? value.trim() : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

const withoutMilliseconds = (time: Date): string => time.toISOString().slice(0, -'.000Z'.length);

/** A time as Classic wants it: `2024-02-03T04:05:06+0000`. */
export const toClassicTime = (time: Date): string => `${withoutMilliseconds(time)}+0000`;

/** A time as Vortex wants it: `2024-02-03T04:05:06Z`. */
export const toVortexTime = (time: Date): string => `${withoutMilliseconds(time)}Z`;
