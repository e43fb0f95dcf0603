import * as v from 'valibot';
import { parseIsoTime } from '../iso-time.ts';
import type { Account } from './accounts.ts';
import { invalid, notEnabled, notFound } from './answers.ts';
import type { Ledger, Message } from './ledger.ts';
import { accept } from './traffic.ts';
import type { World } from './world.ts';

const MOST_MESSAGES = 100;
const MOST_PAIRS = 10;

const time = v.pipe(
  v.string(),
  v.check((text) => parseIsoTime(text) !== null, 'must be an ISO 8601 date-time'),
);

const url = v.pipe(v.string(), v.url('must be a URL'));

const metadata = v.pipe(
  v.record(
    v.pipe(v.string(), v.maxLength(100, 'key must be at most 100 characters')),
    v.pipe(v.string('must be a string'), v.maxLength(256, 'must be at most 256 characters')),
  ),
  v.check((pairs) => Object.keys(pairs).length <= MOST_PAIRS, `must have at most ${MOST_PAIRS} pairs`),
);

const messageSchema = v.strictObject({
  content: v.pipe(
    v.string(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(5000, 'must be at most 5000 characters'),
  ),
  destination_number: v.pipe(
    v.string(),
    v.regex(
      /^\+?\d{8,15}$/,
      "International address must be between 8 and 15 characters excluding the first '+', International address contains invalid characters.",
    ),
  ),
  format: v.optional(v.picklist(['SMS', 'MMS', 'TTS']), 'SMS'),
  source_number: v.optional(v.string()),
  source_number_type: v.optional(v.picklist(['INTERNATIONAL', 'ALPHANUMERIC', 'SHORTCODE'])),
  callback_url: v.optional(url),
  delivery_report: v.optional(v.boolean(), false),
  scheduled: v.optional(time),
  message_expiry_timestamp: v.optional(time),
  metadata: v.optional(metadata, {}),
  media: v.optional(v.array(url)),
  subject: v.optional(v.pipe(v.string(), v.maxLength(64, 'must be at most 64 characters'))),
});

type Given = v.InferOutput<typeof messageSchema>;

const bodySchema = v.object({ messages: v.pipe(v.array(v.unknown()), v.minLength(1)) });

const detailOf = (index: number, issue: v.BaseIssue<unknown>): string =>
  `/messages/${index}/${(v.getDotPath(issue) ?? '').replaceAll('.', '/')}: ${issue.message}`;

const problemOf = ({ format, media }: Given): string | null => {
  if (format === 'MMS' && !media?.length) return 'media: must not be empty for MMS';
  return media && format !== 'MMS' ? 'media: only for MMS' : null;
};

const detailsOf = (parsed: readonly v.SafeParseResult<typeof messageSchema>[]): string[] =>
  parsed.flatMap((result, index) => {
    if (!result.success) return result.issues.map((issue) => detailOf(index, issue));
    const problem = problemOf(result.output);
    return problem === null ? [] : [`/messages/${index}/${problem}`];
  });

export const shown = (message: Message) => ({
  message_id: message.id,
  status: message.status,
  format: message.format,
  content: message.content,
  destination_number: message.destination,
  source_number: message.source,
  delivery_report: message.deliveryReport,
  ...(message.callbackUrl !== null && { callback_url: message.callbackUrl }),
  ...(message.scheduledAt !== null && { scheduled: new Date(message.scheduledAt).toISOString() }),
  ...(message.expiresAt !== null && { message_expiry_timestamp: new Date(message.expiresAt).toISOString() }),
  ...(message.media.length > 0 && { media: message.media, subject: message.subject }),
  metadata: message.metadata,
});

const timeOf = (text: string | undefined): number | null => (text === undefined ? null : parseIsoTime(text));

const take = (world: World, ledger: Ledger, given: Given): Message =>
  accept(world, ledger, {
    source: given.source_number ?? ledger.defaultNumber,
    destination: `+${given.destination_number.replace('+', '')}`,
    content: given.content,
    format: given.format,
    subject: given.subject ?? null,
    media: given.media ?? [],
    metadata: given.metadata,
    deliveryReport: given.delivery_report,
    callbackUrl: given.callback_url ?? null,
    scheduledAt: timeOf(given.scheduled),
    expiresAt: timeOf(given.message_expiry_timestamp),
  });

/** `POST /v1/messages`: accepts up to 100 messages, all or none. */
export const send = (world: World, account: Account, ledger: Ledger, body: unknown): Response => {
  const batch = v.safeParse(bodySchema, body);
  if (!batch.success) return invalid('Failed to parse message body.');
  const { messages } = batch.output;
  if (messages.length > MOST_MESSAGES) return invalid(`/messages: at most ${MOST_MESSAGES} messages`);
  const parsed = messages.map((message) => v.safeParse(messageSchema, message));
  const details = detailsOf(parsed);
  if (details.length > 0) {
    return world.settings.namesRows ? invalid(...details) : invalid('Failed to parse message body.');
  }
  const given = parsed.flatMap((result) => (result.success ? [result.output] : []));
  if (given.some(({ format }) => format === 'MMS') && !account.features.has('mms')) return notEnabled('mms');
  return Response.json({ messages: given.map((one) => shown(take(world, ledger, one))) }, { status: 202 });
};

/** `GET /v1/messages/{id}`. */
export const look = (ledger: Ledger, id: string): Response => {
  const message = ledger.get(id);
  return message?.direction === 'outbound' ? Response.json(shown(message)) : notFound();
};

/** `PUT /v1/messages/{id}`: cancels a scheduled message. Responds without a body. */
export const cancel = (world: World, ledger: Ledger, id: string, body: unknown): Response => {
  if (!v.is(v.object({ status: v.literal('cancelled') }), body)) return invalid('/status: must be cancelled');
  const message = ledger.get(id);
  if (message?.direction !== 'outbound') return notFound();
  if (message.status !== 'scheduled') return invalid('/status: only scheduled messages can be cancelled');
  message.status = 'cancelled';
  message.updatedAt = world.clock.now();
  return new Response(null, { status: 200 });
};
