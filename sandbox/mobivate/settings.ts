import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** Switches between behaviors that Mobivate's documentation leaves open. */
export const settingsSchema = v.strictObject({
  /** Vortex lists: `results`/`matches` as seen in production, or `records`/`total` as documented. */
  vortexLists: v.picklist(['real', 'documented']),
  /** Vortex errors: `{success:false,error:{…}}` or `{error:"…"}`. */
  vortexErrors: v.picklist(['object', 'string']),
  /** The response of Vortex to an unknown key. Its documentation names both. */
  vortexBadKeyStatus: v.picklist([401, 403]),
  /** The spelling of the opt-out flag that Vortex reads in `/send/batch`. */
  vortexBatchOptoutFlag: v.picklist(['excludeOptOuts', 'excludeOptouts']),
  /**
   * What `/send/single` on Vortex does for an opted-out recipient, unless `excludeOptouts` is false: refuse
   * with 403, or accept and log OPTED_OUT immediately, with no price, parts, or receipt.
   */
  vortexOptouts: v.picklist(['refuse', 'drop']),
  /** The response of `/send/single` on Vortex: the record, or a proxy's echo with an id of its own. */
  vortexSingleAnswer: v.picklist(['record', 'proxied']),
  /** Whether `GET /addressbook/groups` exists. It is not documented. */
  vortexGroupList: v.boolean(),
  /** What identifies the contact in `DELETE /addressbook/contacts/{…}`. */
  contactDeleteBy: v.picklist(['both', 'id', 'msisdn']),
  /** The order of the Classic lists. */
  classicOrder: v.picklist(['newest', 'oldest', 'shuffled']),
  /** Whether Classic lists include a record at exactly `endDate`. */
  classicEndDate: v.picklist(['exclusive', 'inclusive']),
  /**
   * The format of the id that `/send/single` on Classic returns and logs and receipts show as 32 hex digits.
   * `unrelated` returns an id that is in neither.
   */
  classicSingleId: v.picklist(['uuid', 'hex', 'unrelated']),
  /** The format of receipts on Classic: JSON, or a form whose field `xml` contains a document. */
  classicReceipts: v.picklist(['json', 'xml']),
  /** The path on which Classic deletes opt-outs. The other path returns `optoutDeleteMiss`. */
  optoutDeletePath: v.picklist(['/addressbook/optout', '/optout']),
  optoutDeleteMiss: v.picklist([404, 405]),
  /** The status on Classic for deleting a number that is not on the list. 200 has the usual response. */
  optoutDeleteUnknown: v.picklist([200, 400, 404]),
  /** How `/webhooks/*` handles an empty URL. */
  emptyWebhookUrl: v.picklist(['refuse', 'clear']),
  /** Milliseconds from departure to the first receipt. */
  carrierAfterMs: milliseconds,
  /** Milliseconds from departure to the last receipt. */
  finalAfterMs: milliseconds,
  /** Posts every receipt twice. */
  duplicateReceipts: v.boolean(),
  /** Posts a receipt for each part of a long message, numbered by `part`. */
  receiptsPerPart: v.boolean(),
  /** Encodes the XML of a receipt twice in its form. */
  xmlEncodedTwice: v.boolean(),
  /** Posts the final receipt before the first one. */
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
