import * as v from 'valibot';
import { isHostName } from '../mobivate.ts';
import { EVENTS } from '../store/store.ts';

const event = v.pipe(
  v.picklist(EVENTS, `event must be one of ${EVENTS.join(', ')}.`),
  v.description('What to be sent. Vortex keys can only have "receipt".'),
);

const time = v.pipe(v.string(), v.isoTimestamp());

/** Body of `POST /v1/subscriptions`. */
export const subscribeBody = v.object(
  {
    event,
    target_url: v.pipe(
      v.string('target_url is missing.'),
      v.trim(),
      v.nonEmpty('target_url is empty.'),
      v.maxLength(2048, 'target_url is longer than 2048 characters.'),
      v.description('Where events are posted to. Its origin must be one of RELAY_TARGETS.'),
    ),
    domain: v.nullish(
      v.pipe(
        v.string('domain must be a text.'),
        v.trim(),
        v.check(
          (name) => name === '' || isHostName(name),
          'domain is not a host name. Leave out the scheme, port and path.',
        ),
        v.description('API Host of the connection, where the key does not say it.'),
      ),
    ),
    account: v.nullish(
      v.pipe(
        v.string('account must be a text.'),
        v.trim(),
        v.check(
          (id) => id === '' || /^acc_[\w-]{20,60}$/.test(id),
          'account is not an id that this relay gave.',
        ),
        v.description('Account id of an earlier subscription: a new key then joins that account.'),
      ),
    ),
  },
  'The body must be a JSON object.',
);

export const subscribedBody = v.object({
  id: v.pipe(v.string(), v.description('Whoever knows it may end the subscription.')),
  secret: v.pipe(
    v.string(),
    v.startsWith('whsec_'),
    v.description('Signs what is posted (Standard Webhooks).'),
  ),
  account: v.string(),
  ingest_url: v.pipe(v.string(), v.url(), v.description('Where the gateway posts this event.')),
  registered: v.pipe(
    v.boolean(),
    v.description('Whether the gateway has this URL registered; never on Vortex.'),
  ),
});

export const accountBody = v.object({
  account: v.string(),
  ingest_url: v.pipe(
    v.string(),
    v.url(),
    v.description('Takes receipts; `/receipt`, `/incoming` or `/click` may follow.'),
  ),
  subscriptions: v.array(
    v.object({
      id: v.string(),
      event,
      created_at: time,
      pending: v.pipe(v.number(), v.integer(), v.description('Events that wait or are on the way.')),
      last_delivered_at: v.nullable(time),
      last_error: v.nullable(
        v.pipe(v.string(), v.description('What the target did, if its last answer was a failure.')),
      ),
    }),
  ),
  last_event_at: v.nullable(time),
});

export const errorBody = v.object({
  error: v.pipe(v.string(), v.description('What is wrong and what to do.')),
});

export const healthBody = v.object({ status: v.picklist(['ok', 'store down']) });

const count = v.pipe(v.number(), v.integer());

export const statusBody = v.object({
  version: v.string(),
  store: v.picklist(['sqlite', 'postgres']),
  started_at: time,
  totals: v.object({
    accounts: count,
    subscriptions: count,
    pending: count,
    dead: count,
    oldest: v.pipe(count, v.description('Milliseconds since the oldest pending event came in.')),
    failing: v.pipe(count, v.description('Targets whose last answer was a failure.')),
  }),
  minutes: v.array(
    v.object({
      minute: v.pipe(count, v.description('Minutes since the epoch.')),
      accepted: count,
      duplicates: count,
      delivered: count,
      retried: count,
      dead: count,
    }),
  ),
  targets: v.pipe(
    v.nullable(
      v.array(
        v.object({
          account: v.string(),
          event,
          target: v.string(),
          pending: count,
          dead: count,
          failing_since: v.nullable(time),
          last_error: v.nullable(v.string()),
        }),
      ),
    ),
    v.description('Null without the admin token.'),
  ),
});
