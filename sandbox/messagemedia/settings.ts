import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Switches between the readings that MessageMedia's documents leave open, and the pace of its messages. */
export const settingsSchema = v.strictObject({
  /** Whether a refused batch names the rows that are wrong (`/messages/1/content: …`). */
  namesRows: v.boolean(),
  /** Whether an opt-out word is reported as an inbound message too. */
  stopIsReply: v.boolean(),
  /** The order of the reporting detail. */
  reportOrder: v.picklist(['newest', 'oldest']),
  /** How far the API's clock is ahead of this machine's. */
  clockAheadMs: v.number(),
  /** Time from departure to the first report. */
  carrierAfterMs: milliseconds,
  /** Time from departure to the last report. */
  finalAfterMs: milliseconds,
  /** Every report is posted twice. */
  duplicateReports: v.boolean(),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings = (): Settings => ({
  namesRows: true,
  stopIsReply: true,
  reportOrder: 'newest',
  clockAheadMs: 0,
  carrierAfterMs: 1_000,
  finalAfterMs: 6_000,
  duplicateReports: false,
});
