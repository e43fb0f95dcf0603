import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import { excludeOptouts, originator, recipient, reference, routeId, shortenUrls } from '../fields/message.ts';
import { defineOutputFields, type OutputOf } from '../fields/output.ts';
import { body, maxParts, plainPunctuation, readMessageText } from '../fields/text.ts';
import {
  hasWindow,
  readSendTime,
  scheduleAt,
  windowEnd,
  windowStart,
  windowTimezone,
} from '../fields/timing.ts';
import type { OutboundMessage, Sent } from '../mobivate/client.ts';
import { type Connection, platformOf } from '../mobivate/connection.ts';
import { GatewayFailure } from '../sms/gateway.ts';
import { toOriginator } from '../sms/originator.ts';
import { measureText } from '../sms/parts.ts';
import { toMsisdn } from '../sms/phone.ts';
import { quoted, Refusal } from '../sms/refusal.ts';
import { step } from '../step.ts';
import { halted } from '../zapier/errors.ts';
import { readFlag, readLine, readText } from '../zapier/input.ts';

const onOptedOut = {
  key: 'on_opted_out',
  label: 'On Opted Out',
  type: 'string',
  required: false,
  default: 'stop',
  choices: { stop: 'Stop the run here', continue: 'Go on, with the status "skipped"' },
  helpText: 'What happens when the recipient has opted out. Either way nothing is sent and the Zap stays on.',
} as const;

const campaignId = {
  key: 'campaign_id',
  label: 'Campaign',
  type: 'string',
  required: false,
  helpText:
    'The id of an existing campaign that this message belongs to. Not together with Schedule At, a sending window, or Exclude Opt-Outs set to no.',
} as const;

/** Fields that only Classic has, so that a Vortex user never meets them. */
const classicFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  platformOf(bundle.authData) === 'Classic' ? [routeId, campaignId] : [];

export const inputFields = defineInputFields([
  originator,
  recipient,
  body,
  reference,
  scheduleAt,
  shortenUrls,
  excludeOptouts,
  maxParts,
  plainPunctuation,
  onOptedOut,
  windowStart,
  windowEnd,
  windowTimezone,
  classicFields,
]);

export const outputFields = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string' },
  { key: 'batch_id', label: 'Batch ID', type: 'string' },
  { key: 'status', label: 'Status', type: 'string', required: true },
  { key: 'skipped_reason', label: 'Skipped Reason', type: 'string' },
  { key: 'originator', label: 'Originator', type: 'string', required: true },
  { key: 'recipient', label: 'Recipient', type: 'string', required: true },
  { key: 'body', label: 'Message Body', type: 'string', required: true },
  { key: 'reference', label: 'Reference', type: 'string' },
  { key: 'campaign_id', label: 'Campaign ID', type: 'string' },
  { key: 'route_id', label: 'Route', type: 'string' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Characters (counted against the limit)', type: 'integer', required: true },
  { key: 'scheduled_for', label: 'Scheduled For', type: 'datetime' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields> & { delivery: null };

const readMessage = async (
  { inputData: input, meta }: Bundle<Input>,
  { defaultCountry, platform }: Connection,
): Promise<OutboundMessage> => {
  const message = {
    originator: toOriginator(originator.label, readText(input.originator) ?? ''),
    recipient: await toMsisdn(recipient.label, readText(input.recipient) ?? '', defaultCountry),
    text: readMessageText(input),
    reference: readLine(input.reference),
    scheduleAt: await readSendTime(input, meta),
    shortenUrls: readFlag(input.shorten_urls),
    excludeOptouts: readFlag(input.exclude_optouts),
  };
  if (platform === 'Vortex') return message;
  const campaign = readLine(input.campaign_id);
  const isTimed = message.scheduleAt !== undefined || hasWindow(input);
  if (campaign && (isTimed || message.excludeOptouts === false)) {
    const other = isTimed ? 'Schedule At or a sending window' : `${excludeOptouts.label} set to no`;
    throw new Refusal(
      `Campaign ${quoted(campaign)} cannot be used together with ${other}: Mobivate takes such a message without a campaign, so give up one of the two.`,
    );
  }
  return { ...message, routeId: readLine(input.route_id), campaignId: campaign };
};

const toOutput = (message: OutboundMessage, sent: Sent | null): Output => {
  const { originator, recipient, text, reference, scheduleAt } = message;
  const { parts, encoding, characters } = measureText(text);
  return {
    id: sent?.id ?? null,
    batch_id: sent?.batchId ?? null,
    status: sent ? (scheduleAt ? 'scheduled' : 'accepted') : 'skipped',
    skipped_reason: sent ? null : 'opted_out',
    originator,
    recipient,
    body: text,
    reference: reference ?? null,
    campaign_id: sent ? sent.campaignId : (message.campaignId ?? null),
    route_id: sent ? sent.routeId : (message.routeId ?? null),
    parts,
    encoding,
    characters,
    scheduled_for: (sent && scheduleAt?.toISOString()) ?? null,
    delivery: null,
  };
};

export const perform = step(async ({ z, connection, mobivate }, bundle: Bundle<Input>): Promise<Output> => {
  const message = await readMessage(bundle, connection);
  try {
    return toOutput(message, await mobivate.send(message));
  } catch (error) {
    if (!(error instanceof GatewayFailure) || error.kind !== 'opted_out') throw error;
    if (readLine(bundle.inputData.on_opted_out) !== 'continue') throw halted(z.errors, error.message);
    return toOutput(message, null);
  }
}) satisfies CreatePerform<Input>;

const sample: Output = {
  id: '4f5a6b7c8d9e0f1a2b3c4d5e6f708192',
  batch_id: null,
  status: 'accepted',
  skipped_reason: null,
  originator: 'Bakery',
  recipient: '447700900123',
  body: 'Your cake is ready: see you before six.',
  reference: 'order-1042',
  campaign_id: null,
  route_id: 'mglobal',
  parts: 1,
  encoding: 'GSM-7',
  characters: 39,
  scheduled_for: null,
  delivery: null,
};

export default defineCreate({
  key: 'send_sms',
  noun: 'Message',
  display: {
    label: 'Send SMS',
    description: 'Sends a text message to one phone number, now or at a time of your choice.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
