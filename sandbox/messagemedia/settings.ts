import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Settings for what MessageMedia's documentation leaves open, and for the speed of messages. */
export const settingsSchema = v.strictObject({
  /** Whether a rejected batch names its invalid rows (`/messages/1/content: …`). */
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
