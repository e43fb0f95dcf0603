const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?([+-]\d{2}):?(\d{2})$/;

/** Formats a time as `2024-02-03T04:05:06+0000`, as in Classic logs and inbound messages. */
export function logTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}+0000`;
}

/** Formats a time as `2024-02-03T04:05:06.000+00:00`, as in Classic receipts. */
export function receiptTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 23)}+00:00`;
}

function orNull(time: number): number | null {
  return Number.isNaN(time) ? null : time;
}

/** Parses `YYYY-MM-DD` as midnight UTC, or returns `null`. */
export function parseDate(text: string): number | null {
  return PLAIN_DATE.test(text) ? orNull(Date.parse(text)) : null;
}

/** Parses a time with a numeric offset, milliseconds and colon optional, or returns `null`, also for `Z`. */
export function parseOffsetTime(text: string): number | null {
  const match = WITH_OFFSET.exec(text);
  return match ? orNull(Date.parse(text.replace(/([+-]\d{2}):?(\d{2})$/, '$1:$2'))) : null;
}
