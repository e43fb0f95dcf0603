import { GatewayError } from '@messaging/errors/gateway-error';
import { recipient, reference } from '@messaging/fields/message';
import { readOnOptedOut } from '@messaging/fields/opted-out';
import { doNotRepeat, looksOf, oncePerReference, readGuards } from '@messaging/fields/repeats';
import { body, maxParts, plainPunctuation, readMessageText } from '@messaging/fields/text';
import { scheduleAt, windowEnd, windowStart, windowTimezone } from '@messaging/fields/timing';
import { newReference } from '@messaging/gateway/reference';
import { type SendEnd, sendAndLookUp } from '@messaging/gateway/unclear-send';
import { toMsisdn } from '@messaging/sms/phone';
import { openCache } from '@messaging/zapier/cache';
import { deduplicate, type Guard } from '@messaging/zapier/deduplicate';
import { halted } from '@messaging/zapier/errors';
import { readText } from '@messaging/zapier/input';
import { callbackUrl, goOn } from '@messaging/zapier/waiting';
import {
  type Bundle,
  type CreatePerformResume,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { refusedMessages } from './api/batch.ts';
import { RefusedError } from './api/failures.ts';
import { findFirst, findSent } from './api/found.ts';
import type { Message } from './api/message.ts';
import { isOptedOut } from './api/optouts.ts';
import { readInbound, readReceipts } from './api/posted.ts';
import { type OutboundMessage, type Sent, type Shared, sendMessages } from './api/send.ts';
import { isBlocked } from './api/status.ts';
import { toInboundOutput } from './fields/inbound-output.ts';
import {
  checkText,
  deliveryReport,
  expiresAt,
  metadata,
  originator,
  readMetadata,
  readReference,
  readShared,
} from './fields/message.ts';
import { type Ending, OPTED_OUT_SENTENCE, type SentOutput, toSentOutput } from './fields/sent-output.ts';
import { onOptedOut, readReports, type Wait, waitFor } from './fields/single.ts';
import type { Step } from './step.ts';

/** Sends one SMS or MMS to one person. */

export const requiredFields = [recipient, body] as const;

export const optionalFields = [
  originator,
  scheduleAt,
  expiresAt,
  windowStart,
  windowEnd,
  windowTimezone,
  plainPunctuation,
  maxParts,
  onOptedOut,
  reference,
  oncePerReference,
  doNotRepeat,
  metadata,
  deliveryReport,
  waitFor,
] as const;

export const singleFields = defineInputFields([...requiredFields, ...optionalFields]);

export type SingleInput = InferInputData<typeof singleFields>;

export type MmsParts = Pick<OutboundMessage, 'media' | 'subject'>;

interface Plan {
  readonly shared: Shared;
  readonly message: OutboundMessage;
  readonly guards: readonly Guard[];
  readonly wait: Wait | null;
  readonly onOptedOut: 'stop' | 'continue' | undefined;
}

const readPlan = async (
  bundle: Bundle<SingleInput>,
  defaultCountry: string | null,
  mms: MmsParts,
): Promise<Plan> => {
  const { inputData: input, meta } = bundle;
  const { wait, deliveryReport: reports } = readReports(bundle);
  const shared = { ...readShared(input, meta), deliveryReport: reports };
  const message = {
    recipient: await toMsisdn(recipient.label, readText(input.recipient) ?? '', defaultCountry),
    text: checkText(readMessageText(input)),
    reference: readReference(reference.label, input.reference) ?? newReference(),
    metadata: readMetadata(input.metadata),
    ...mms,
  };
  return {
    shared,
    message,
    guards: readGuards(
      bundle,
      message.recipient,
      looksOf({ ...message, originator: shared.originator }, input, mms.media),
    ),
    wait,
    onOptedOut: readOnOptedOut(input.on_opted_out),
  };
};

type End = SendEnd<Sent | null, Message>;

/** Names the rejected field in the error of a single message. */
const named = (error: unknown): unknown => {
  if (!(error instanceof RefusedError)) return error;
  const reason = refusedMessages(error).get(0);
  if (reason === undefined) return error;
  const { kind, status } = error;
  return new GatewayError(`${reason} Nothing was sent. Correct this field.`, { kind, status });
};

const send = ({ z, api }: Step, { shared, message, wait }: Plan): Promise<End> => {
  const callback = wait === null ? {} : { callbackUrl: callbackUrl(z, waitFor.label) };
  const began = new Date();
  return sendAndLookUp(
    async () => {
      const [sent = null] = await sendMessages(api, shared, [{ ...message, ...callback }], 'sends');
      return sent;
    },
    () => findSent(api, began, message),
    api.remaining,
  );
};

const endingOf = (end: End): Ending => {
  if (end.kind === 'unclear') return { status: 'unknown', reason: end.reason };
  const { id = null, status = null } = (end.kind === 'sent' ? end.sent : end.found) ?? {};
  return { status: 'accepted', id, messageStatus: status };
};

const sendOnce = async (given: Step, plan: Plan): Promise<Ending> => {
  const { z, api } = given;
  const { message, guards } = plan;
  if (guards.length === 0) return endingOf(await send(given, plan));
  const done = await deduplicate(openCache(z), guards, {
    reference: message.reference,
    work: async () => endingOf(await send(given, plan)),
    idsOf: (ending) => (ending.status === 'accepted' ? { id: ending.id, batchId: null } : null),
    find: async ({ at, isIts }) => {
      const found = await findFirst(api, at, message.recipient, isIts);
      return found && { id: found.id, batchId: null };
    },
    remaining: api.remaining,
  });
  if ('result' in done) return done.result;
  return done.first.kind === 'sent'
    ? { status: 'skipped', skipped: 'duplicate', id: done.first.ids.id }
    : { status: 'skipped', skipped: 'unclear' };
};

/** Whether the recipient opted out. Checked only if the run waits or If Recipient Opted Out is set. */
const isHeldBack = async ({ api }: Step, { message, wait, onOptedOut: choice }: Plan): Promise<boolean> =>
  (wait !== null || choice !== undefined) && isOptedOut(api, message.recipient);

/** Sends one message, and waits if requested. */
export const sendSingle = async (
  given: Step,
  bundle: Bundle<SingleInput>,
  mms: MmsParts = {},
): Promise<SentOutput> => {
  const { z, connection } = given;
  const plan = await readPlan(bundle, connection.defaultCountry, mms);
  const { shared, message } = plan;
  if (await isHeldBack(given, plan)) {
    if (plan.onOptedOut !== 'continue') throw halted(z.errors, OPTED_OUT_SENTENCE);
    return toSentOutput(shared, message, { status: 'skipped', skipped: 'opted_out' });
  }
  try {
    const ending = await sendOnce(given, plan);
    // Nobody will report on a message that was not sent, or may not have been.
    if (ending.status !== 'accepted') goOn(z);
    return toSentOutput(shared, message, ending);
  } catch (error) {
    throw named(error);
  }
};

/** Adds the receipt or reply to the output. An unreadable one does not fail the run. */
export const resumeSingle = (async (z, { outputData, cleanedRequest, rawRequest, inputData }) => {
  const body = { parsed: cleanedRequest, raw: rawRequest?.content };
  const delivery = (await readReceipts(body)).events.at(-1) ?? null;
  const reply = delivery === null ? ((await readInbound(body)).events.at(-1) ?? null) : null;
  if (delivery === null && reply === null)
    z.console.log('Could not read the delivery receipt or reply that ended the wait.');
  const ended = { ...outputData, delivery, reply: reply && toInboundOutput(z, reply) };
  if (delivery === null || !isBlocked(delivery.status_code)) return ended;
  if (readOnOptedOut(inputData.on_opted_out) !== 'continue') throw halted(z.errors, OPTED_OUT_SENTENCE);
  return { ...ended, status: 'skipped', skipped_reason: 'opted_out', reason: OPTED_OUT_SENTENCE };
}) satisfies CreatePerformResume<SingleInput>;
