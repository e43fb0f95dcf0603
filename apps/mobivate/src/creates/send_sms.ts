import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { body, maxParts, plainPunctuation, readMessageText } from '@messaging/fields/text';
import {
  hasWindow,
  readSendTime,
  scheduleAt,
  windowEnd,
  windowStart,
  windowTimezone,
} from '@messaging/fields/timing';
import { toOriginator } from '@messaging/sms/originator';
import { toMsisdn } from '@messaging/sms/phone';
import { openCache } from '@messaging/zapier/cache';
import { halted } from '@messaging/zapier/errors';
import { readFlag, readLine, readText } from '@messaging/zapier/input';
import { once } from '@messaging/zapier/once';
import { goOn } from '@messaging/zapier/waiting';
import {
  type Bundle,
  type CreatePerform,
  type CreatePerformResume,
  defineCreate,
  defineInputFields,
  type InferInputData,
  type PlainInputField,
  type ZObject,
} from 'zapier-platform-core';
import type { OutboundMessage } from '../api/client.ts';
import { type Connection, platformOf } from '../api/connection.ts';
import { readReceipts } from '../api/receipt.ts';
import { excludeOptouts, originator, recipient, reference, routeId, shortenUrls } from '../fields/message.ts';
import { sentFields, sentSample, toSentOutput } from '../fields/sent-output.ts';
import { campaignId, oncePerReference, onOptedOut, waitForDelivery } from '../fields/single.ts';
import { step } from '../step.ts';

/** Fields that only one platform has, so that a user of the other never meets them. */
const platformFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  platformOf(bundle.authData) === 'Classic' ? [routeId, campaignId] : [waitForDelivery];

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
  platformFields,
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
    throw new InvalidInputError(
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
    throw new InvalidInputError(
      `${reference.label} is empty, and ${oncePerReference.label} needs one: map what is different for each message, such as an order number, or set ${oncePerReference.label} to no.`,
    );
  }
  // A test that used the reference up would hold back the live run.
  return meta?.isLoadingSample ? null : [recipient, word];
};

/** Whether the run goes on only when the message is reported on. */
const readWait = ({ inputData, meta }: Bundle<Input>, { platform }: Connection): boolean => {
  if (!readFlag(inputData.wait_for_delivery)) return false;
  if (platform === 'Classic') {
    throw new InvalidInputError(
      `${waitForDelivery.label} needs a Vortex key; this connection is Classic: set it to no, and let another Zap begin with the trigger New Delivery Receipt.`,
    );
  }
  return !meta?.isLoadingSample;
};

export const perform = step(async ({ z, connection, mobivate }, bundle: Bundle<Input>) => {
  const waits = readWait(bundle, connection);
  const message = await readMessage(bundle, connection);
  const identity = readIdentity(bundle, message);
  const send = () => mobivate.send(waits ? { ...message, callbackUrl: z.generateCallbackUrl() } : message);
  try {
    const sent = identity ? await once(openCache(z), identity, send) : await send();
    return toSentOutput(message, sent ?? 'duplicate');
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'opted_out') throw error;
    if (readLine(bundle.inputData.on_opted_out) !== 'continue') throw halted(z.errors, error.message);
    goOn(z);
    return toSentOutput(message, 'opted_out');
  }
}) satisfies CreatePerform<Input>;

/** What `perform` gave, with the receipt that ended the wait; one that cannot be read costs no run. */
export const performResume = (async (z, { outputData, cleanedRequest, rawRequest }) => {
  const { events } = await readReceipts({ parsed: cleanedRequest, raw: rawRequest?.content });
  const delivery = events.at(-1) ?? null;
  if (!delivery) z.console.log('The delivery receipt that ended the wait could not be read.');
  return { ...outputData, delivery };
}) satisfies CreatePerformResume<Input>;

export default defineCreate({
  key: 'send_sms',
  noun: 'Message',
  display: {
    label: 'Send SMS',
    description: 'Sends a text message to one phone number, now or at a time of your choice.',
  },
  operation: { perform, performResume, inputFields, outputFields: sentFields, sample: sentSample },
});
