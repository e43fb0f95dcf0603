/** A day without regard to clocks that change, as UTC has it. */
export const DAY_MILLISECONDS = 86_400_000;

/**
 * A time from Mobivate as ISO 8601 with offset, `null` for none or an unreadable one. Classic writes
 * `2024-02-03T04:05:06+0000`, receipts `…06.000+00:00`, opt-outs epoch milliseconds; Vortex writes `…06.789Z`.
 */
export const toIsoTime = (value: unknown): string | null => {
  const time = typeof value === 'string' ? value.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : value;
  if (typeof time !== 'number' && (typeof time !== 'string' || time === '')) return null;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};

const withoutMilliseconds = (time: Date): string => time.toISOString().replace(/\.\d{3}Z$/, '');

/** A time as Classic wants it: `2024-02-03T04:05:06+0000`. */
export const toClassicTime = (time: Date): string => `${withoutMilliseconds(time)}+0000`;

/** A time as Vortex wants it: `2024-02-03T04:05:06Z`. */
export const toVortexTime = (time: Date): string => `${withoutMilliseconds(time)}Z`;
