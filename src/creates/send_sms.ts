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
import { sentFields, sentSample, toSentOutput } from '../fields/sent-output.ts';
import { body, maxParts, plainPunctuation, readMessageText } from '../fields/text.ts';
import {
  hasWindow,
  readSendTime,
  scheduleAt,
  windowEnd,
  windowStart,
  windowTimezone,
} from '../fields/timing.ts';
import type { OutboundMessage } from '../mobivate/client.ts';
import { type Connection, platformOf } from '../mobivate/connection.ts';
import { GatewayFailure } from '../sms/gateway.ts';
import { toOriginator } from '../sms/originator.ts';
import { toMsisdn } from '../sms/phone.ts';
import { quoted, Refusal } from '../sms/refusal.ts';
import { step } from '../step.ts';
import { openCache } from '../zapier/cache.ts';
import { halted } from '../zapier/errors.ts';
import { readFlag, readLine, readText } from '../zapier/input.ts';
import { once } from '../zapier/once.ts';

const onOptedOut = {
  key: 'on_opted_out',
  label: 'On Opted Out',
  type: 'string',
  required: false,
  default: 'stop',
  choices: { stop: 'Stop the run here', continue: 'Go on, with the status "skipped"' },
  helpText: 'What happens when the recipient has opted out. Either way nothing is sent and the Zap stays on.',
} as const;

const oncePerReference = {
  key: 'once_per_reference',
  label: 'Once per Reference',
  type: 'boolean',
  required: false,
  helpText:
    'Sends a Reference to a Recipient only once within seven days, also when this Zap is replayed; a repeat ends with the status `skipped`. Tests of this step do not count.',
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
  oncePerReference,
  windowStart,
  windowEnd,
  windowTimezone,
  classicFields,
]);

type Input = InferInputData<typeof inputFields>;

const readMessage = async (
  { inputData: input, meta }: Bundle<Input>,
  { defaultCountry, platform }: Connection,
): Promise<OutboundMessage> => {
  const message = {
    originator: toOriginator(originator.label, readText(input.originator) ?? ''),
    recipient: await toMsisdn(recipient.label, readText(input.recipient) ?? '', defaultCountry),
    text: readMessageText(input),
    reference: readLine(input.reference),
    scheduleAt: readSendTime(input, meta),
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

/** What makes a message the same as an earlier one; `null` where it may be sent as often as it comes. */
const readIdentity = (
  { inputData, meta }: Bundle<Input>,
  { recipient, reference: word }: OutboundMessage,
): string[] | null => {
  if (!readFlag(inputData.once_per_reference)) return null;
  if (word === undefined) {
    throw new Refusal(
      `${reference.label} is empty, and ${oncePerReference.label} needs one: map what is different for each message, such as an order number, or set ${oncePerReference.label} to no.`,
    );
  }
  // A test that used the reference up would hold back the live run.
  return meta?.isLoadingSample ? null : [recipient, word];
};

export const perform = step(async ({ z, connection, mobivate }, bundle: Bundle<Input>) => {
  const message = await readMessage(bundle, connection);
  const identity = readIdentity(bundle, message);
  const send = () => mobivate.send(message);
  try {
    const sent = identity ? await once(openCache(z), identity, send) : await send();
    return toSentOutput(message, sent ?? 'duplicate');
  } catch (error) {
    if (!(error instanceof GatewayFailure) || error.kind !== 'opted_out') throw error;
    if (readLine(bundle.inputData.on_opted_out) !== 'continue') throw halted(z.errors, error.message);
    return toSentOutput(message, 'opted_out');
  }
}) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_sms',
  noun: 'Message',
  display: {
    label: 'Send SMS',
    description: 'Sends a text message to one phone number, now or at a time of your choice.',
  },
  operation: { perform, inputFields, outputFields: sentFields, sample: sentSample },
});
