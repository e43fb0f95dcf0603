import * as v from 'valibot';
import { parseIsoTime } from '../iso-time.ts';
import { invalid } from './answers.ts';
import type { Ledger, Message } from './ledger.ts';
import type { World } from './world.ts';

const texts = v.optional(v.array(v.string()));
const text = v.optional(v.string());

const query = v.strictObject({
  start_date: v.string(),
  end_date: v.string(),
  direction: v.optional(v.picklist(['inbound', 'outbound', 'all']), 'all'),
  timezone: text,
  source: text,
  sources: texts,
  destination: text,
  destinations: texts,
  metadata_key: text,
  metadata_value: text,
  metadata_values: texts,
  accounts: texts,
  status: texts,
  opt_out: v.optional(v.boolean()),
  mms_media: v.optional(v.boolean()),
  channels: texts,
  page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  page_size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
});

type Query = v.InferOutput<typeof query>;

const bare = (address: string): string => address.replace(/^\+/, '').toLowerCase();

const isAmong = (
  address: string,
  one: string | undefined,
  several: readonly string[] | undefined,
): boolean => {
  const wanted = several ?? (one === undefined ? null : [one]);
  return wanted === null || wanted.some((each) => bare(each) === bare(address));
};

const hasMetadata = (
  { metadata }: Message,
  { metadata_key, metadata_value, metadata_values }: Query,
): boolean => {
  if (metadata_key === undefined) return true;
  const value = metadata[metadata_key];
  const wanted = metadata_values ?? (metadata_value === undefined ? null : [metadata_value]);
  return value !== undefined && (wanted === null || wanted.includes(value));
};

const isListed = (message: Message, asked: Query, [from, to]: readonly [number, number]): boolean =>
  message.createdAt >= from &&
  message.createdAt <= to &&
  (asked.direction === 'all' || message.direction === asked.direction) &&
  isAmong(message.source, asked.source, asked.sources) &&
  isAmong(message.destination, asked.destination, asked.destinations) &&
  hasMetadata(message, asked) &&
  (asked.accounts?.includes(message.accountId) ?? true) &&
  (asked.status?.includes(message.status) ?? true) &&
  (asked.opt_out === undefined || asked.opt_out === (message.action === 'OPT_OUT')) &&
  (asked.mms_media === undefined || asked.mms_media === message.media.length > 0) &&
  (asked.channels?.includes(message.format) ?? true);

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

const line = (message: Message) => ({
  message_id: message.id,
  format: message.format,
  timestamp: iso(message.createdAt),
  delivered_timestamp: iso(message.deliveredAt),
  last_status_update: iso(message.updatedAt),
  direction: message.direction,
  status: message.status,
  status_code: message.statusCode,
  status_description: null,
  source_address: message.source,
  destination_address: message.destination,
  in_response_to: message.inResponseTo,
  action: message.action,
  content: message.content,
  media_url: message.media[0] ?? null,
  account_id: message.accountId,
  units: message.units,
  metadata: Object.entries(message.metadata).map(([key, value]) => ({ key, value })),
});

/** `POST /v2-preview/reporting/messages/detail`: sent and received messages of the account and its sub-accounts. */
export const detail = (world: World, ledger: Ledger, body: unknown): Response => {
  const asked = v.safeParse(query, body);
  if (!asked.success)
    return invalid(...asked.issues.map((issue) => `/${v.getDotPath(issue)}: ${issue.message}`));
  const { page, page_size, start_date, end_date } = asked.output;
  const from = parseIsoTime(start_date);
  const to = parseIsoTime(end_date);
  if (from === null || to === null || to < from) return invalid('/end_date: must be after start_date');
  const found = ledger
    .all()
    .filter((message) => isListed(message, asked.output, [from, to]))
    .toSorted((one, other) => one.createdAt - other.createdAt);
  if (world.settings.reportOrder === 'newest') found.reverse();
  const start = page * page_size;
  return Response.json({
    messages: found.slice(start, start + page_size).map(line),
    pagination: { page, page_size, has_next: found.length > start + page_size },
  });
};
