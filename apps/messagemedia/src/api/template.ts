/**
 * The Velocity templates of the bodies that MessageMedia posts, with the keys of the documented bodies, so that one
 * reader reads both. `$!` prints nothing for an undefined variable. Only text from people is escaped.
 */

const made = (variable: string): string => `"$!${variable}"`;
const written = (variable: string): string => `"$!esc.json($!${variable})"`;

/** A list, ended by an empty entry to avoid a trailing comma. */
const list = (variable: string, entry: string): string => `[#foreach($entry in ${variable})${entry},#end{}]`;

const record = (fields: Readonly<Record<string, string>>): string =>
  `{${Object.entries(fields)
    .map(([key, value]) => `"${key}":${value}`)
    .join(',')}}`;

const metadata = list(
  '$metadata.entrySet()',
  record({ key: written('entry.key'), value: written('entry.value') }),
);

const attachments = list(
  '$attachments',
  record({
    content_type: written('entry.contentType'),
    original_name: written('entry.originalName'),
    content: made('entry.content'),
  }),
);

const ofMessage = {
  message_id: made('mtId'),
  original_text: written('mtContent'),
  source_number: written('sourceAddress'),
  date_received: made('receivedTimestamp'),
  metadata,
};

export const RECEIPT_TEMPLATE = record({
  ...ofMessage,
  delivery_report_id: made('drId'),
  status: made('status'),
  status_code: made('statusCode'),
  billing_units: made('billingUnits'),
  submitted_date: made('submittedTimestamp'),
});

export const INBOUND_TEMPLATE = record({
  ...ofMessage,
  reply_id: made('moId'),
  content: written('moContent'),
  destination_number: written('destinationAddress'),
  format: made('format'),
  attachments,
});

export const OPTOUT_TEMPLATE = record({
  ...ofMessage,
  notification_id: made('notificationId'),
  content: written('moContent'),
});
