/** Formats a time as `2024-02-03T04:05:06.789Z`. */
export const isoTime = (time: number): string => new Date(time).toISOString();

/** Parses ISO 8601 with an offset or `Z` to epoch milliseconds, or `null` if it is anything else. */
export const parseIsoTime = (text: string): number | null => {
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const time = isIso ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
};
