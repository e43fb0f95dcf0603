import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** One switch for each point that Azeer's documentation leaves open. */
export const settingsSchema = v.strictObject({
  /** Where the answer to `POST /webhook` holds the new id. */
  webhookId: v.picklist([
    'data.id',
    'data[0].id',
    'data.webhook_id',
    'data[0].webhook_id',
    'webhook.id',
    'id',
    'webhook_id',
    'none',
  ]),
  /** What a list is wrapped in; `named` is the plural of its records, such as `{"agents":[…]}`. */
  lists: v.picklist(['data', 'array', 'data.data', 'results', 'named']),
  /** Lists hold at most this many records and say how many there are; 0 is no limit. */
  listLimit: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The body of an error. */
  errors: v.picklist(['message', 'error', 'error.message', 'errors', 'html']),
  /** Whether a refused message is a 4xx, or 200 with `success: false`. */
  refusals: v.picklist(['status', 'success']),
  /** Where the `securetoken` of a webhook comes back in its deliveries. */
  securetoken: v.picklist(['header', 'x-header', 'query', 'body', 'none']),
  /** The answer to a key that is not known. */
  badKey: v.picklist([401, 403]),
  /** The answer to a write with a read-only key. */
  readOnlyKey: v.picklist([401, 403]),
  /** Where the answer to `POST /message/send` holds the id. */
  sent: v.picklist([
    'data.id',
    'data.message_id',
    'data[0].id',
    'id',
    'message_id',
    'messages[0].id',
    'none',
  ]),
  sentStatus: v.picklist([200, 201, 202]),
  /** A text outside the 24-hour window is refused at once, or accepted and reported as failed. */
  windowClosed: v.picklist(['refuse', 'fail']),
  /** The answer to a message to a number that is no contact, sent without `create=true`. */
  strangers: v.picklist([404, 400]),
  /** The answer to `POST /contact/create`: as documented, the records, or the records with those that failed. */
  contacts: v.picklist(['empty', 'records', 'failures']),
  /** What `country_code` of a contact must be. */
  countryCodes: v.picklist(['any', 'iso', 'dial']),
  /** The payload of `incoming_msg`: as documented, or as a public handler reports it. */
  incoming: v.picklist(['documented', 'message_body']),
  /** The payload of `message_status_changed`. */
  statuses: v.picklist(['flat', 'id', 'data', 'statuses']),
  /** What a payload is wrapped in. */
  payloads: v.picklist(['bare', 'data', 'payload', 'array']),
  /** How times are written. */
  times: v.picklist(['iso', 'no-offset', 'seconds', 'milliseconds']),
  /** How the components of a template are listed. */
  components: v.picklist(['array', 'object', 'text']),
  /** How an approved template is marked. */
  approved: v.picklist(['approved', 'APPROVED']),
  /** What `assigned_platform_id` must be. */
  agentIds: v.picklist(['platform_id', 'any']),
  /** Every event is posted twice. */
  duplicateDeliveries: v.boolean(),
  /** Time from sending to `sent`, `delivered` and `read`. */
  sentAfterMs: milliseconds,
  deliveredAfterMs: milliseconds,
  readAfterMs: milliseconds,
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export function defaultSettings(): Settings {
  return {
    webhookId: 'data.id',
    lists: 'data',
    listLimit: 0,
    errors: 'message',
    refusals: 'status',
    securetoken: 'header',
    badKey: 401,
    readOnlyKey: 403,
    sent: 'data.id',
    sentStatus: 200,
    windowClosed: 'refuse',
    strangers: 404,
    contacts: 'empty',
    countryCodes: 'any',
    incoming: 'documented',
    statuses: 'flat',
    payloads: 'bare',
    times: 'iso',
    components: 'array',
    approved: 'approved',
    agentIds: 'platform_id',
    duplicateDeliveries: false,
    sentAfterMs: 1_000,
    deliveredAfterMs: 3_000,
    readAfterMs: 6_000,
  };
}
