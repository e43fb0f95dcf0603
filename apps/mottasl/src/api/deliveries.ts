import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf } from './shapes.ts';
import type { EventName } from './webhooks.ts';

/** What Azeer posted: the body as Zapier parsed it, and as it came. */
export interface Delivery {
  readonly parsed: unknown;
  readonly raw: unknown;
}

/** One event of a delivery: its fields, whatever they were wrapped in, and the record as it came. */
export interface Posted {
  readonly fields: Fields;
  readonly raw: Fields;
}

/** The events of a body, and how many more were in it that could not be read. */
export interface Reading<E> {
  readonly events: readonly E[];
  readonly unread: number;
}

/** Names that wrap the fields of an event; only a bare payload is documented. */
const WRAPPERS = ['data', 'payload'] as const;

/** Any name that a token goes by, such as `securetoken`, `secure_token` or `Http-X-SecureToken`. */
const TOKEN = /^(?:http[-_])?(?:x[-_])?secure[-_]?token$/i;

const isToken = ([name]: readonly [string, unknown]): boolean => TOKEN.test(name);

/** A record without the token of its webhook, which is nobody's business in the history of a Zap. */
const withoutToken = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutToken);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry) => !isToken(entry))
      .map(([name, inner]) => [name, withoutToken(inner)]),
  );
};

/** Wrappers within wrappers that are opened. */
const DEPTH = 3;

/** The events of one posted record: itself, or what it wraps, with what stands around it. */
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

/** Everything that a delivery holds, without the token of the webhook. */
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

/** The event that a record says it is; `null` where it does not say, or says one that is not known. */
export const eventOf = (fields: Fields): string | null => {
  const event = firstText(fields, 'webhook_event_type', 'event_type', 'event');
  return event !== null && EVENTS.has(event) ? event : null;
};

/**
 * Reads the records of a delivery that are of an event. `read` gives an event, nothing (`undefined`) for a record that
 * is none of this trigger's, or `null` for one that cannot be read. Never throws.
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

/** Where a delivery may say by which webhook it came. */
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

/** All tokens that a delivery carries: in its headers, its query, and its body as far as two levels deep. */
export const tokensIn = ({ headers, query, body: { parsed, raw } }: Proof): string[] => {
  const records = [parsed, raw].flatMap(recordsOf);
  const inner = records
    .flatMap((record) => Object.values(record))
    .flatMap((value) => recordsOf(objectOf(value)));
  return [objectOf(headers), queryOf(query), ...records, ...inner].flatMap(tokensOf);
};
