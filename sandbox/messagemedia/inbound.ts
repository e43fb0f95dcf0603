import { countParts } from '../parts.ts';
import { callBack, commonVariables, emit } from './events.ts';
import type { Ledger, Message } from './ledger.ts';
import type { World } from './world.ts';

export interface Attachment {
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
  readonly originalName?: string;
}

/** An inbound message. */
export interface Inbound {
  /** The sender's number with a plus. */
  readonly from: string;
  readonly text?: string;
  /** The account's number. Defaults to the sender of the last message to `from`. */
  readonly to?: string;
  /** Attachments make the message an MMS, without a text, as at MessageMedia. */
  readonly attachments?: readonly Attachment[];
}

const OPT_OUT_WORDS = /^\s*(stop|stopall|unsubscribe|cancel|end|quit|optout)\s*\.?\s*$/i;

/**
 * Receives a message: logs it as a reply to the last message to that number, and posts it to webhooks and the
 * callback.
 */
export const receive = (
  world: World,
  ledger: Ledger,
  { from, text = '', to, attachments = [] }: Inbound,
): Message => {
  const answered = ledger.lastSentTo(from);
  const now = world.clock.now();
  const id = world.random.uuid();
  const isStop = OPT_OUT_WORDS.test(text);
  const format = attachments.length > 0 ? 'MMS' : 'SMS';
  const message = ledger.add({
    id,
    direction: 'inbound',
    accountId: ledger.accountId,
    source: from,
    destination: to ?? answered?.source ?? ledger.defaultNumber,
    content: text,
    format,
    subject: null,
    media: attachments.map((_, index) => `${world.url}/media/${id}/${index}`),
    metadata: answered?.metadata ?? {},
    deliveryReport: false,
    callbackUrl: null,
    scheduledAt: null,
    expiresAt: null,
    inResponseTo: answered?.id ?? null,
    action: isStop ? 'OPT_OUT' : null,
    units: countParts(text),
    createdAt: now,
    updatedAt: now,
    deliveredAt: now,
    status: 'processed',
    statusCode: null,
  });
  if (isStop) ledger.optouts.add(from);
  if (!isStop || world.settings.stopIsReply) announce(world, ledger, message, answered, attachments);
  if (isStop) announceOptout(world, ledger, message, answered);
  return message;
};

const bodyOf = (world: World, ledger: Ledger, message: Message, answered: Message | undefined) => ({
  account_id: ledger.accountId,
  destination_number: message.destination,
  source_number: message.source,
  date_received: new Date(world.clock.now()).toISOString(),
  message_id: answered?.id ?? null,
  metadata: message.metadata,
});

const announce = (
  world: World,
  ledger: Ledger,
  message: Message,
  answered: Message | undefined,
  attachments: readonly Attachment[],
): void => {
  const common = bodyOf(world, ledger, message, answered);
  const isMms = attachments.length > 0;
  const listed = attachments.map(({ contentType, content, originalName }) => ({
    content_type: contentType,
    content,
    original_name: originalName ?? null,
  }));
  const usual = {
    ...common,
    reply_id: message.id,
    ...(isMms ? { attachments: listed } : { content: message.content }),
  };
  emit(world, ledger, message.id, {
    name: isMms ? 'RECEIVED_MMS' : 'RECEIVED_SMS',
    usual,
    variables: {
      ...commonVariables(world, ledger, answered),
      format: message.format,
      type: message.format,
      moId: message.id,
      replyId: message.id,
      sourceAddress: message.source,
      destinationAddress: message.destination,
      ...(message.content !== '' && { moContent: message.content, replyContent: message.content }),
      ...(isMms && { attachments }),
    },
  });
  const { account_id, ...pushed } = usual;
  const reply = {
    ...pushed,
    content: message.content,
    callback_url: answered?.callbackUrl ?? null,
    vendor_account_id: { vendor_id: ledger.vendorId, account_id },
  };
  ledger.replies.push({ id: message.id, body: reply });
  if (answered) callBack(world, answered, 'reply', reply);
};

const announceOptout = (
  world: World,
  ledger: Ledger,
  message: Message,
  answered: Message | undefined,
): void => {
  const notificationId = world.random.uuid();
  emit(world, ledger, message.id, {
    name: 'OPT_OUT_SMS',
    usual: {
      ...bodyOf(world, ledger, message, answered),
      notification_id: notificationId,
      content: message.content,
    },
    variables: {
      ...commonVariables(world, ledger, answered),
      notificationId,
      sourceAddress: message.source,
      destinationAddress: message.destination,
      moContent: message.content,
      replyContent: message.content,
    },
  });
};
