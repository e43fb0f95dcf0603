export const DAY_MILLISECONDS = 86_400_000;

/**
 * Converts a gateway's time to ISO 8601 in UTC, or `null` if it is missing or unreadable. Reads ISO 8601 with
 * any offset (`2024-02-03T04:05:06+0000`, `…06.000+00:00`, `…06.789Z`) and epoch milliseconds.
 */
export const toIsoTime = (value: unknown): string | null => {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const date = new Date(typeof value === 'string' ? value.trim() : value);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
};
