import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** A setting for each point that Azeer's documentation leaves open. */
export const settingsSchema = v.strictObject({
  /** Where the response to `POST /webhook` has the ID. */
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
  /** The envelope of lists. `named` is the plural of the records, such as `{"agents":[…]}`. */
  lists: v.picklist(['data', 'array', 'data.data', 'results', 'named']),
  /** The maximum number of records in a list, which then states the total. 0 means no limit. */
  listLimit: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The body of an error. */
  errors: v.picklist(['message', 'error', 'error.message', 'errors', 'html']),
  /** Whether a rejected message returns a 4xx, or 200 with `success: false`. */
  refusals: v.picklist(['status', 'success']),
  /** Where deliveries have the webhook's `securetoken`. */
  securetoken: v.picklist(['header', 'x-header', 'query', 'body', 'none']),
  /** The status for an unknown key. */
  badKey: v.picklist([401, 403]),
  /** The status for a change with a read-only key. */
  readOnlyKey: v.picklist([401, 403]),
  /** Where the response to `POST /message/send` has the ID. */
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
  /** Whether a text outside the 24-hour window is rejected immediately, or accepted and reported as failed. */
  windowClosed: v.picklist(['refuse', 'fail']),
  /** The status for a message to a number that is not a contact, without `create=true`. */
  strangers: v.picklist([404, 400]),
  /** The response to `POST /contact/create`: as documented, with the records, or with the failed records too. */
  contacts: v.picklist(['empty', 'records', 'failures']),
  /** The accepted `country_code` of a contact. */
  countryCodes: v.picklist(['any', 'iso', 'dial']),
  /** The payload of `incoming_msg`: as documented, or as a public handler reports it. */
  incoming: v.picklist(['documented', 'message_body']),
  /** The payload of `message_status_changed`. */
  statuses: v.picklist(['flat', 'id', 'data', 'statuses']),
  /** The envelope of payloads. */
  payloads: v.picklist(['bare', 'data', 'payload', 'array']),
  /** The format of times. */
  times: v.picklist(['iso', 'no-offset', 'seconds', 'milliseconds']),
  /** How the components of a template are listed. */
  components: v.picklist(['array', 'object', 'text']),
  /** How an approved template is marked. */
  approved: v.picklist(['approved', 'APPROVED']),
  /** The accepted `assigned_platform_id`. */
  agentIds: v.picklist(['platform_id', 'any']),
  /** Whether every event is posted twice. */
  duplicateDeliveries: v.boolean(),
  /** Milliseconds from sending to `sent`, `delivered`, and `read`. */
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
