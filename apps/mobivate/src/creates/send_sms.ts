import { GatewayError } from '@messaging/errors/gateway-error';
import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { recipient, reference } from '@messaging/fields/message';
import { readOnOptedOut } from '@messaging/fields/opted-out';
import { doNotRepeat, looksOf, oncePerReference, readGuards } from '@messaging/fields/repeats';
import { body, maxParts, plainPunctuation, readMessageText } from '@messaging/fields/text';
import {
  hasWindow,
  readSendTime,
  scheduleAt,
  windowEnd,
  windowStart,
  windowTimezone,
} from '@messaging/fields/timing';
import { newReference } from '@messaging/gateway/reference';
import { orNothing, type SendEnd, sendAndLookUp } from '@messaging/gateway/unclear-send';
import { toMsisdn } from '@messaging/sms/phone';
import { openCache } from '@messaging/zapier/cache';
import { deduplicate, type Guard, type SentIds } from '@messaging/zapier/deduplicate';
import { halted } from '@messaging/zapier/errors';
import { readFlag, readLine, readText } from '@messaging/zapier/input';
import { callbackUrl, goOn } from '@messaging/zapier/waiting';
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
import type { OutboundMessage, Sent } from '../api/client.ts';
import { type Connection, platformOf } from '../api/connection.ts';
import { optedOut } from '../api/failures.ts';
import { isSent } from '../api/log.ts';
import type { Message } from '../api/message.ts';
import { readReceipts, receiptOf } from '../api/receipt.ts';
import { inGroup, sendGroups } from '../fields/groups.ts';
import {
  countedText,
  excludeOptouts,
  originator,
  readOriginator,
  routeId,
  shortenUrls,
} from '../fields/message.ts';
import {
  type SentOutput,
  sentFields,
  sentSample,
  toSentOutput,
  toSkippedOutput,
} from '../fields/sent-output.ts';
import { campaignId, onOptedOut, waitForDelivery } from '../fields/single.ts';
import { type Step, step } from '../step.ts';

const platformFields = (_z: ZObject, bundle: Bundle): PlainInputField[] =>
  platformOf(bundle.authData) === 'Classic'
    ? [inGroup('account', routeId), inGroup('account', campaignId)]
    : [inGroup('tracking', waitForDelivery)];

export const inputFields = defineInputFields([
  originator,
  recipient,
  body,
  inGroup('timing', scheduleAt),
  inGroup('timing', windowStart),
  inGroup('timing', windowEnd),
  inGroup('timing', windowTimezone),
  inGroup('cost', plainPunctuation),
  inGroup('cost', maxParts),
  inGroup('cost', shortenUrls),
  inGroup('optouts', onOptedOut),
  inGroup('optouts', excludeOptouts),
  inGroup('tracking', reference),
  inGroup('tracking', oncePerReference),
  inGroup('tracking', doNotRepeat),
  platformFields,
]);

type Input = InferInputData<typeof inputFields>;

const readMessage = async (
  { inputData: input, meta }: Bundle<Input>,
  { defaultCountry, platform }: Connection,
): Promise<OutboundMessage> => {
  const shortens = readFlag(shortenUrls.label, input.shorten_urls);
  const message = {
    originator: readOriginator(input.originator, platform),
    recipient: await toMsisdn(recipient.label, readText(input.recipient) ?? '', defaultCountry),
    text: readMessageText(input, countedText(shortens)),
    reference: readLine(input.reference) ?? newReference(),
    scheduleAt: readSendTime(input, meta),
    shortenUrls: shortens,
    excludeOptouts: readFlag(excludeOptouts.label, input.exclude_optouts),
  };
  if (platform === 'Vortex') return message;
  const campaign = readLine(input.campaign_id);
  const isTimed = message.scheduleAt !== undefined || hasWindow(input);
  if (campaign && (isTimed || message.excludeOptouts === false)) {
    const other = isTimed ? 'Schedule At or sending hours' : `${excludeOptouts.label} set to no`;
    const fix = isTimed ? 'clear the times' : `change ${excludeOptouts.label}`;
    throw new InvalidInputError(
      `Campaign ${quoted(campaign)} can't be combined with ${other}. Clear Campaign, or ${fix}.`,
    );
  }
  return { ...message, routeId: readLine(input.route_id), campaignId: campaign };
};

/** Whether the run waits for the first delivery report. */
const readWait = ({ inputData, meta }: Bundle<Input>, { platform }: Connection): boolean => {
  if (!readFlag(waitForDelivery.label, inputData.wait_for_delivery)) return false;
  if (platform === 'Classic') {
    throw new InvalidInputError(
      `${waitForDelivery.label} works with Vortex accounts only, and this connection is Classic. Set it to no, and use the New Delivery Receipt trigger in another Zap.`,
    );
  }
  return !meta?.isLoadingSample;
};

/** The time to leave for the send after checking the opt-out list. */
const SEND_MILLISECONDS = 15_000;

/**
 * Checks the opt-out list before a send on Vortex, which may accept a message to an opted-out recipient and never report
 * on it. An unreadable list stops the send only if the run waits for a report.
 * @throws GatewayError if the recipient has opted out
 */
const askOptouts = async ({ mobivate }: Step, { recipient: to }: OutboundMessage, waits: boolean) => {
  const look = () => mobivate.findOptout(to, SEND_MILLISECONDS);
  if ((waits ? await look() : await orNothing(look)) !== null) throw optedOut();
};

interface Plan {
  readonly message: OutboundMessage;
  readonly guards: readonly Guard[];
  readonly waits: boolean;
  readonly onOptedOut: 'stop' | 'continue' | undefined;
}

type End = SendEnd<Sent, Message>;

const send = ({ z, mobivate, remaining }: Step, { message, waits }: Plan): Promise<End> => {
  const callback = waits ? { callbackUrl: callbackUrl(z, waitForDelivery.label) } : {};
  const began = new Date();
  const isIt = isSent(message, began, (reference) => reference === message.reference);
  return sendAndLookUp(
    () => mobivate.send({ ...message, ...callback }),
    () => mobivate.findSent(began, isIt),
    remaining,
  );
};

const idsOf = (end: End): SentIds | null => {
  if (end.kind === 'unclear') return null;
  return end.kind === 'sent' ? end.sent : { id: end.found.id, batchId: null };
};

/** Sends the message unless it is a repeat, and returns the output. */
const sendOnce = async (given: Step, plan: Plan): Promise<SentOutput> => {
  const { message, guards, waits } = plan;
  const toOutput = (end: End): SentOutput => {
    const delivery = end.kind === 'found' && end.found.is_final ? receiptOf(end.found) : null;
    // No report will come for a message that may not have been sent, or that already has a final status.
    if (waits && (end.kind === 'unclear' || delivery)) goOn(given.z);
    return { ...toSentOutput(message, end), delivery: waits ? delivery : null };
  };
  if (guards.length === 0) return toOutput(await send(given, plan));
  const done = await deduplicate(openCache(given.z), guards, {
    reference: message.reference,
    work: () => send(given, plan),
    idsOf,
    find: async ({ at, isIts }) => {
      const found = await given.mobivate.findSent(at, isSent(message, at, isIts));
      return found && { id: found.id, batchId: null };
    },
    remaining: given.remaining,
  });
  if ('result' in done) return toOutput(done.result);
  return done.first.kind === 'sent'
    ? toSkippedOutput(message, 'duplicate', done.first.ids)
    : toSkippedOutput(message, 'unclear');
};

export const perform = step(async (given, bundle: Bundle<Input>) => {
  const { z, connection } = given;
  const message = await readMessage(bundle, connection);
  const plan: Plan = {
    message,
    guards: readGuards(bundle, message.recipient, looksOf(message, bundle.inputData)),
    waits: readWait(bundle, connection),
    onOptedOut: readOnOptedOut(bundle.inputData.on_opted_out),
  };
  const isAsked = plan.waits || plan.onOptedOut !== undefined;
  try {
    if (connection.platform === 'Vortex' && isAsked && message.excludeOptouts !== false) {
      await askOptouts(given, message, plan.waits);
    }
    return await sendOnce(given, plan);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'opted_out') throw error;
    if (plan.onOptedOut !== 'continue') throw halted(z.errors, error.message);
    goOn(z);
    return toSkippedOutput(message, 'opted_out');
  }
}) satisfies CreatePerform<Input>;

/** The output of `perform` with the receipt that ended the wait, or `null` if the receipt is unreadable. */
export const performResume = (async (z, { outputData, cleanedRequest, rawRequest }) => {
  const { events } = await readReceipts({ parsed: cleanedRequest, raw: rawRequest?.content });
  const delivery = events.at(-1) ?? null;
  if (!delivery) z.console.log('Could not read the delivery receipt that ended the wait.');
  return { ...outputData, delivery };
}) satisfies CreatePerformResume<Input>;

export default defineCreate({
  key: 'send_sms',
  noun: 'Message',
  display: {
    label: 'Send SMS',
    description:
      'Sends a text message to one phone number, now or later. Costs money and cannot be undone. For many recipients, use Send Bulk SMS. To check a text first, use Find SMS Problems. Returns the message with its ID, status, and parts.',
  },
  operation: {
    perform,
    performResume,
    inputFields,
    inputFieldGroups: sendGroups,
    outputFields: sentFields,
    sample: sentSample,
  },
});
