import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Switches between the readings that Mobivate's documents leave open. */
export const settingsSchema = v.strictObject({
  /** Vortex lists: `results`/`matches` as seen in production, or `records`/`total` as documented. */
  vortexLists: v.picklist(['real', 'documented']),
  /** Vortex errors: `{success:false,error:{…}}` or `{error:"…"}`. */
  vortexErrors: v.picklist(['object', 'string']),
  /** What Vortex answers to a key it does not know; its pages name both. */
  vortexBadKeyStatus: v.picklist([401, 403]),
  /** The spelling of the opt-out flag that `/send/batch` on Vortex listens to. */
  vortexBatchOptoutFlag: v.picklist(['excludeOptOuts', 'excludeOptouts']),
  /**
   * What `/send/single` on Vortex makes of an opted-out recipient, unless `excludeOptouts` is false: it refuses with
   * 403, or accepts and logs OPTED_OUT at once, with no price, no parts and no receipt.
   */
  vortexOptouts: v.picklist(['refuse', 'drop']),
  /** What `/send/single` on Vortex answers: the record, or the echo of a proxy with an id of its own. */
  vortexSingleAnswer: v.picklist(['record', 'proxied']),
  /** Whether `GET /addressbook/groups` exists; no document has it. */
  vortexGroupList: v.boolean(),
  /** What `DELETE /addressbook/contacts/{…}` takes. */
  contactDeleteBy: v.picklist(['both', 'id', 'msisdn']),
  /** The order of the Classic lists. */
  classicOrder: v.picklist(['newest', 'oldest', 'shuffled']),
  /** Whether a record of exactly `endDate` is listed on Classic. */
  classicEndDate: v.picklist(['exclusive', 'inclusive']),
  /**
   * How `/send/single` on Classic writes the id that logs and receipts show as 32 hex digits; `unrelated` gives an id
   * that neither of them knows.
   */
  classicSingleId: v.picklist(['uuid', 'hex', 'unrelated']),
  /** How Classic writes its receipts: as JSON, or as a form whose field `xml` holds a document. */
  classicReceipts: v.picklist(['json', 'xml']),
  /** The path on which Classic deletes an opt-out; the other answers `optoutDeleteMiss`. */
  optoutDeletePath: v.picklist(['/addressbook/optout', '/optout']),
  optoutDeleteMiss: v.picklist([404, 405]),
  /** What Classic answers when the number to delete is not on the list; 200 is the answer as if it had been. */
  optoutDeleteUnknown: v.picklist([200, 400, 404]),
  /** What `/webhooks/*` does with an empty URL. */
  emptyWebhookUrl: v.picklist(['refuse', 'clear']),
  /** Time from departure to the first receipt. */
  carrierAfterMs: milliseconds,
  /** Time from departure to the last receipt. */
  finalAfterMs: milliseconds,
  /** Every receipt is posted twice. */
  duplicateReceipts: v.boolean(),
  /** A message of several parts gets a receipt for each part, numbered by `part`. */
  receiptsPerPart: v.boolean(),
  /** The XML of a receipt is encoded twice in its form. */
  xmlEncodedTwice: v.boolean(),
  /** The final receipt overtakes the first one. */
  reorderReceipts: v.boolean(),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export function defaultSettings(): Settings {
  return {
    vortexLists: 'real',
    vortexErrors: 'object',
    vortexBadKeyStatus: 401,
    vortexBatchOptoutFlag: 'excludeOptOuts',
    vortexOptouts: 'drop',
    vortexSingleAnswer: 'record',
    vortexGroupList: false,
    contactDeleteBy: 'both',
    classicOrder: 'newest',
    classicEndDate: 'exclusive',
    classicSingleId: 'uuid',
    classicReceipts: 'json',
    optoutDeletePath: '/addressbook/optout',
    optoutDeleteMiss: 404,
    optoutDeleteUnknown: 404,
    emptyWebhookUrl: 'refuse',
    carrierAfterMs: 1_000,
    finalAfterMs: 6_000,
    duplicateReceipts: false,
    receiptsPerPart: false,
    xmlEncodedTwice: false,
    reorderReceipts: false,
  };
}
