/** Switches between the readings that Mobivate's documents leave open. */
export interface Settings {
  /** Vortex lists: `results`/`matches` as seen in production, or `records`/`total` as documented. */
  vortexLists: 'real' | 'documented';
  /** Vortex errors: `{success:false,error:{…}}` or `{error:"…"}`. */
  vortexErrors: 'object' | 'string';
  /** What Vortex answers to a key it does not know; its pages name both. */
  vortexBadKeyStatus: 401 | 403;
  /** The spelling of the opt-out flag that `/send/batch` on Vortex listens to. */
  vortexBatchOptoutFlag: 'excludeOptOuts' | 'excludeOptouts';
  /** What `DELETE /addressbook/contacts/{…}` takes. */
  contactDeleteBy: 'both' | 'id' | 'msisdn';
  /** The order of `GET /message`. */
  classicOrder: 'newest' | 'oldest' | 'shuffled';
  /** Whether a record of exactly `endDate` is listed on Classic. */
  classicEndDate: 'exclusive' | 'inclusive';
  /** How `/send/single` on Classic writes the id that logs and receipts show as 32 hex digits. */
  classicSingleId: 'uuid' | 'hex';
  /** The path on which Classic deletes an opt-out; the other answers `optoutDeleteMiss`. */
  optoutDeletePath: '/addressbook/optout' | '/optout';
  optoutDeleteMiss: 404 | 405;
  /** What Classic answers when the number to delete is not on the list; 200 is the answer as if it had been. */
  optoutDeleteUnknown: 200 | 400 | 404;
  /** What `/webhooks/*` does with an empty URL. */
  emptyWebhookUrl: 'refuse' | 'clear';
  /** Time from creation to the first receipt, and to the last one. */
  carrierAfterMs: number;
  finalAfterMs: number;
  /** Every receipt is posted twice. */
  duplicateReceipts: boolean;
  /** The final receipt overtakes the first one. */
  reorderReceipts: boolean;
}

export function defaultSettings(): Settings {
  return {
    vortexLists: 'real',
    vortexErrors: 'object',
    vortexBadKeyStatus: 401,
    vortexBatchOptoutFlag: 'excludeOptOuts',
    contactDeleteBy: 'both',
    classicOrder: 'newest',
    classicEndDate: 'exclusive',
    classicSingleId: 'uuid',
    optoutDeletePath: '/addressbook/optout',
    optoutDeleteMiss: 404,
    optoutDeleteUnknown: 404,
    emptyWebhookUrl: 'refuse',
    carrierAfterMs: 1_000,
    finalAfterMs: 6_000,
    duplicateReceipts: false,
    reorderReceipts: false,
  };
}
