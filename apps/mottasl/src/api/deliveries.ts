import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf } from './shapes.ts';
import type { EventName } from './webhooks.ts';

/** A posted body, parsed by Zapier and raw. */
export interface Delivery {
  readonly parsed: unknown;
  readonly raw: unknown;
}

/** One event: its fields without wrappers, and the raw record. */
export interface Posted {
  readonly fields: Fields;
  readonly raw: Fields;
}

/** The events of a body, and the number of unreadable ones. */
export interface Reading<E> {
  readonly events: readonly E[];
  readonly unread: number;
}

/** Wrappers of an event's fields. Only the bare payload is documented. */
const WRAPPERS = ['data', 'payload'] as const;

/** Any spelling of the token's name, such as `securetoken`, `secure_token`, or `Http-X-SecureToken`. */
const TOKEN = /^(?:http[-_])?(?:x[-_])?secure[-_]?token$/i;

const isToken = ([name]: readonly [string, unknown]): boolean => TOKEN.test(name);

/** Removes the webhook token, so that it does not appear in the Zap history. */
const withoutToken = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutToken);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry) => !isToken(entry))
      .map(([name, inner]) => [name, withoutToken(inner)]),
  );
};

const DEPTH = 3;

/** The events of a record: the record itself, or the records that it wraps. */
const unwrapped = ({ fields, raw }: Posted, depth = DEPTH): Posted[] => {
  for (const name of depth > 0 ? WRAPPERS : []) {
    const { [name]: inner, ...around } = fields;
    const items = Array.isArray(inner) ? inner.filter(isObject) : [inner].filter(isObject);
    if (items.length === 0) continue;
    return items.flatMap((item) =>
      unwrapped(
        { fields: { ...around, ...item }, raw: items.length > 1 ? { ...around, [name]: item } : raw },
        depth - 1,
      ),
    );
  }
  return [{ fields, raw }];
};

const parsedText = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const recordsOf = (body: unknown): Fields[] => {
  const value = typeof body === 'string' ? parsedText(body) : body;
  return (Array.isArray(value) ? value : [value]).filter(isObject);
};

/** All records of a delivery, without the webhook token. */
export const postedIn = ({ parsed, raw }: Delivery): Posted[] => {
  const records = recordsOf(parsed);
  return (records.length > 0 ? records : recordsOf(raw))
    .map((record) => objectOf(withoutToken(record)))
    .flatMap((record) => unwrapped({ fields: record, raw: record }));
};

const EVENTS: ReadonlySet<string> = new Set<EventName>([
  'incoming_msg',
  'outgoing_msg',
  'chat_assigned',
  'chat_closed',
  'chat_mentioned',
  'template_approved',
  'broadcast_complete',
  'billing_alert',
  'new_contact',
  'for_rules',
  'message_status_changed',
]);

/** The event name of a record, or `null` if missing or unknown. */
export const eventOf = (fields: Fields): string | null => {
  const event = firstText(fields, 'webhook_event_type', 'event_type', 'event');
  return event !== null && EVENTS.has(event) ? event : null;
};

/**
 * Reads the records of one event. `read` returns an event, `undefined` for a record of another trigger, or `null` if
 * it cannot be read. Never throws.
 */
export const readDelivery = <E>(
  delivery: Delivery,
  event: EventName,
  read: (posted: Posted) => E | null | undefined,
): Reading<E> => {
  const all = postedIn(delivery);
  const own = all.filter(({ fields }) => (eventOf(fields) ?? event) === event);
  const results = own.map(read);
  return {
    events: results.filter((result) => result !== null && result !== undefined),
    unread: all.length === 0 ? 1 : results.filter((result) => result === null).length,
  };
};

/** The places of a delivery that may contain its token. */
export interface Proof {
  readonly headers: unknown;
  readonly query: unknown;
  readonly body: Delivery;
}

const tokensOf = (record: Fields): string[] =>
  Object.entries(record)
    .filter(isToken)
    .map(([, token]) => String(token));

const queryOf = (query: unknown): Fields =>
  typeof query === 'string' ? Object.fromEntries(new URLSearchParams(query)) : objectOf(query);

/** All tokens of a delivery: in its headers, its query, and two levels of its body. */
export const tokensIn = ({ headers, query, body: { parsed, raw } }: Proof): string[] => {
  const records = [parsed, raw].flatMap(recordsOf);
  const inner = records
    .flatMap((record) => Object.values(record))
    .flatMap((value) => recordsOf(objectOf(value)));
  return [objectOf(headers), queryOf(query), ...records, ...inner].flatMap(tokensOf);
};
