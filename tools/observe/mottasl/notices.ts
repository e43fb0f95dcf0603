import { type Chapter, judge, Unclear } from '../claim.ts';
import type { Arrival } from '../listener.ts';
import type { Look } from '../look.ts';
import { at, compareFields, type Fields, isFields, typeOf } from '../values.ts';
import { webhookFor } from './changes.ts';
import { PLATFORMS } from './lists.ts';

const EVENTS = ['incoming_msg', 'message_status_changed', 'new_contact'] as const;

/** Creates a webhook for each event that posts to the listener. */
export const registerWebhooks = async (look: Look): Promise<void> => {
  const { listener } = look.scene;
  if (!listener) return;
  for (const event of EVENTS) {
    const url = listener.url(event);
    look.leave('webhook', url);
    await look.ask(`webhook-${event}`, {
      method: 'POST',
      path: '/webhook',
      json: webhookFor(look, url, event),
    });
  }
  listener.refuseNext('message_status_changed', 500);
};

const parsed = ({ body }: Arrival): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const WRAPS: readonly (readonly [name: string, unwrap: (json: unknown) => unknown])[] = [
  ['in a list', (json) => (Array.isArray(json) ? json[0] : undefined)],
  ['in payload', (json) => at(json, 'payload')],
  ['in data', (json) => (Object.keys(Object(json)).length <= 2 ? at(json, 'data') : undefined)],
];

const isWrapped = (json: unknown): string | null => {
  if (isFields(json) && 'webhook_event_type' in json) return null;
  return WRAPS.find(([, unwrap]) => isFields(unwrap(json)))?.[0] ?? null;
};

const payloadOf = (arrival: Arrival): Fields => {
  const json = parsed(arrival);
  const wrap = isWrapped(json);
  const inner = WRAPS.find(([name]) => name === wrap)?.[1](json) ?? json;
  return isFields(inner) ? inner : {};
};

const all = (look: Look): readonly Arrival[] => {
  const arrived = EVENTS.flatMap((event) => look.scene.listener?.arrivals(event) ?? []);
  if (arrived.length === 0) look.arrivals('message_status_changed', 'event');
  for (const event of EVENTS) if (look.scene.listener?.arrivals(event).length) look.arrivals(event, 'event');
  return arrived;
};

const STATUS_PLACES = ['status', 'data.status', 'statuses.0.status'];
const ID_PLACES = ['message_id', 'id', 'data.message_id', 'data.id', 'statuses.0.id'];

const first = (fields: Fields, places: readonly string[]): unknown =>
  places.map((place) => at(fields, place)).find((value) => value !== undefined);

/** The reported statuses of a message, after a short wait. */
export const statusesOf = async ({ scene }: Look, id: string): Promise<string[]> => {
  const { listener, stop, settleMs } = scene;
  if (!listener) return [];
  const statuses = () =>
    listener
      .arrivals('message_status_changed')
      .map(payloadOf)
      .filter((fields) => first(fields, ID_PLACES) === id)
      .map((fields) => String(first(fields, STATUS_PLACES)));
  await listener.wait(() => statuses().some((word) => word === 'failed' || word === 'read'), settleMs, stop);
  return statuses();
};

const statuses = (look: Look): Fields[] => look.arrivals('message_status_changed', 'status').map(payloadOf);

const incoming = (look: Look): Fields[] => look.arrivals('incoming_msg', 'message').map(payloadOf);

const INCOMING = [
  'webhook_event_type',
  'type',
  'platform',
  'direction',
  'message_type',
  'business_id',
  'contact_id',
  'contact_name',
  'from',
  'to',
  'id',
  'message_id',
  'text',
  'timestamp',
];

/** Whether a message status and an inbound message have arrived. */
export const mottaslAwaited = ({ scene: { listener, recipient } }: Look): boolean => {
  const words = (listener?.arrivals('message_status_changed') ?? []).map((arrival) =>
    String(first(payloadOf(arrival), STATUS_PLACES)),
  );
  const isDone = recipient === null || words.some((word) => ['read', 'failed'].includes(word));
  return isDone && (listener?.arrivals('incoming_msg').length ?? 0) > 0;
};

const tokenPlace = (look: Look, arrival: Arrival): string => {
  const token = `${look.scene.mark}-token`;
  const header = Object.entries(arrival.headers).find(([, value]) => value.includes(token));
  if (header) return `the header ${header[0]}`;
  if (new URLSearchParams(arrival.target.split('?')[1]).get('securetoken') === token) return 'the query';
  return arrival.body.includes(token) ? 'the body' : 'nowhere';
};

export const mottaslNotices: Chapter = {
  title: 'What is posted',
  platforms: PLATFORMS,
  claims: [
    {
      id: 'az-token-header',
      says: 'The `securetoken` of a webhook comes back in a header of that name.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'The app takes it from headers, query and body, and drops what carries a wrong one. What carries none is accepted.',
      by: 'listen',
      how: 'Look for it in what is posted.',
      check: async (look) => {
        const places = [...new Set(all(look).map((arrival) => tokenPlace(look, arrival)))];
        return judge(places.join() === 'the header securetoken', places.join(' and '));
      },
    },
    {
      id: 'az-payload-bare',
      says: 'What is posted is the event itself, not wrapped in anything.',
      source: 'docs, Webhook events, in an example',
      sure: 'documented',
      uses: 'Nothing: the app unwraps `data`, `payload` and a list.',
      by: 'listen',
      how: 'Look at what is posted.',
      check: async (look) => {
        const wraps = [...new Set(all(look).map((arrival) => isWrapped(parsed(arrival)) ?? 'bare'))];
        return judge(wraps.join() === 'bare', wraps.join(' and '));
      },
    },
    {
      id: 'az-event-once',
      says: 'Each event is posted once.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Zapier does not remove repeats of instant triggers: a Zap runs twice. The `id` is the same, so a Zap can tell.',
      by: 'listen',
      how: 'Compare what is posted, except what was answered with an error.',
      check: async (look) => {
        const taken = all(look).filter(({ answered }) => answered < 300);
        const refused = new Set(
          all(look)
            .filter(({ answered }) => answered >= 300)
            .map(({ body }) => body),
        );
        const bodies = taken.map(({ body }) => body).filter((body) => !refused.has(body));
        if (bodies.length === 0) throw new Unclear('only one event came');
        return judge(
          new Set(bodies).size === bodies.length,
          `${bodies.length} events, ${bodies.length - new Set(bodies).size} of them again`,
        );
      },
    },
    {
      id: 'az-event-repeated',
      says: 'With the policy `retry`, what is answered with an error is posted again.',
      source: 'the word in the example; nothing says what it does',
      sure: 'inferred',
      uses: 'An event that Zapier could not take comes again.',
      by: 'listen',
      how: 'Answer the first status with 500, and wait.',
      check: async (look) => {
        const arrivals = look.arrivals('message_status_changed', 'status');
        const refused = arrivals.find(({ answered }) => answered === 500);
        if (!refused) throw new Unclear('no event was answered with 500');
        const others = arrivals.filter(({ answered }) => answered < 300).map(({ body }) => body);
        if (new Set(others).size < others.length) throw new Unclear('events come twice anyway');
        const times = arrivals.filter(({ body }) => body === refused.body).length;
        if (times === 1 && look.scene.waitMs < 60_000)
          throw new Unclear('it was waited for less than a minute');
        return judge(times > 1, `it came ${times} times`);
      },
    },
    {
      id: 'az-status-flat',
      says: 'A status has `message_id` and `status` at the top.',
      source: 'no source mentions it',
      sure: 'unknown',
      uses: 'Updated Message Status; the app also reads `id`, `data` and `statuses`, and passes on everything under `raw`.',
      by: 'listen',
      how: 'Send, and wait for a status.',
      check: async (look) => {
        const found = statuses(look);
        const { holds } = compareFields(found, ['message_id', 'status']);
        return judge(
          holds,
          [...new Set(found.map((fields) => `{${Object.keys(fields).join(', ')}}`))].join(' and '),
        );
      },
    },
    {
      id: 'az-status-words',
      says: 'A status is `sent`, `delivered`, `read` or `failed`.',
      source: "WhatsApp's own words",
      sure: 'inferred',
      uses: 'The outcome: any other word counts as pending.',
      by: 'listen',
      how: 'Look at the words that came.',
      check: async (look) => {
        const words = [...new Set(statuses(look).map((fields) => String(first(fields, STATUS_PLACES))))];
        return judge(
          words.every((word) => ['sent', 'delivered', 'read', 'failed'].includes(word)),
          words.join(', '),
        );
      },
    },
    {
      id: 'az-status-times',
      says: 'Times in what is posted are written like `2024-02-03T04:05:06Z`, with an offset.',
      source: 'docs, Webhook events, in an example',
      sure: 'documented',
      uses: 'Times of events: a time without an offset is read as UTC, a number as seconds or milliseconds.',
      by: 'listen',
      how: 'Look at `timestamp`.',
      check: async (look) => {
        const times = all(look)
          .map((arrival) =>
            first(payloadOf(arrival), ['timestamp', 'data.timestamp', 'statuses.0.timestamp']),
          )
          .filter((time) => time !== undefined);
        if (times.length === 0) throw new Unclear('nothing that came has a timestamp');
        const holds = times.every(
          (time) => typeof time === 'string' && /T\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(time),
        );
        return judge(
          holds,
          [
            ...new Set(
              times.map((time) => (typeof time === 'string' ? time.replace(/\d/g, '9') : typeOf(time))),
            ),
          ].join(' and '),
        );
      },
    },
    {
      id: 'az-incoming-fields',
      says: `A message that came in has ${INCOMING.map((name) => `\`${name}\``).join(', ')}.`,
      source: 'docs, Webhook events; a public handler reads `message_body.text.body`',
      sure: 'contradictory',
      uses: 'New Inbound Message reads both forms.',
      by: 'listen',
      how: 'Write to the business from your phone, and wait.',
      check: async (look) => {
        const { holds, seen } = compareFields(incoming(look), INCOMING);
        return judge(holds, seen);
      },
    },
  ],
};
