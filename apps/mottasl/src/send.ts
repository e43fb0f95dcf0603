import { GatewayError } from '@messaging/errors/gateway-error';
import { ALREADY_SENT, type RepeatInput, readGuards } from '@messaging/fields/repeats';
import { toMsisdn } from '@messaging/sms/phone';
import { openCache } from '@messaging/zapier/cache';
import { deduplicate, type First } from '@messaging/zapier/deduplicate';
import { readFlag, readText } from '@messaging/zapier/input';
import type { Bundle } from 'zapier-platform-core';
import type { Content, OutboundMessage } from './api/messages.ts';
import { createContact, recipient } from './fields/sending.ts';
import { type SendResult, type SentOutput, toSentOutput } from './fields/sent-output.ts';
import type { Step } from './step.ts';

/** What every send reads from its input, beside the content. */
interface Input extends Record<string, unknown>, RepeatInput {
  readonly recipient?: unknown;
  readonly create_contact?: unknown;
}

/** Sends a message. An unclear result is not an error, because Zapier would run the step, and so the send, again. */
const attempt = async ({ mottasl }: Step, message: OutboundMessage): Promise<SendResult> => {
  try {
    const { id } = await mottasl.send(message);
    return { id, status: 'accepted', skippedReason: null, reason: null };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'unknown') throw error;
    return { id: null, status: 'unknown', skippedReason: null, reason: error.message };
  }
};

const repeated = (first: First): SendResult =>
  first.kind === 'sent'
    ? {
        id: first.ids.id,
        status: 'skipped',
        skippedReason: 'duplicate',
        reason: ALREADY_SENT,
      }
    : {
        id: null,
        status: 'skipped',
        skippedReason: 'unclear',
        reason:
          'An earlier run may have sent this message, so it was not sent again. Azeer has no message log to search. Check the chat in Azeer before you send it with another Reference.',
      };

const sendOnce = async (step: Step, bundle: Bundle<Input>, message: OutboundMessage): Promise<SendResult> => {
  const { to, content } = message;
  const guards = readGuards(bundle, to, [to, JSON.stringify(content)]);
  if (guards.length === 0) return attempt(step, message);
  const end = await deduplicate(openCache(step.z), guards, {
    reference: '',
    work: () => attempt(step, message),
    idsOf: ({ id, status }) => (status === 'accepted' ? { id, batchId: null } : null),
    find: async () => null,
    remaining: step.remaining,
  });
  return 'result' in end ? end.result : repeated(end.first);
};

/**
 * Sends one message, with the guards of the input.
 * @throws InvalidInputError if the input is invalid, GatewayError if the message was definitely not sent
 */
export const sendContent = async <I extends Input>(
  step: Step,
  bundle: Bundle<I>,
  read: (bundle: Bundle<I>) => Content,
): Promise<SentOutput> => {
  const { inputData } = bundle;
  const to = await toMsisdn(
    recipient.label,
    readText(inputData.recipient) ?? '',
    step.connection.defaultCountry,
  );
  const content = read(bundle);
  const result = await sendOnce(step, bundle, {
    to,
    content,
    createContact: readFlag(createContact.label, inputData.create_contact) ?? false,
  });
  return toSentOutput(to, content, result);
};
