import type { Exchange } from './exchange.ts';
import { wordsOf } from './failures.ts';
import { idIn } from './lists.ts';
import { objectOf } from './shapes.ts';

export type FileKind = 'image' | 'document' | 'audio' | 'video';

/** The content of a message. Already validated. */
export type Content =
  | { readonly type: 'text'; readonly body: string; readonly previewUrl: boolean }
  | {
      readonly type: FileKind;
      readonly link: string;
      readonly caption: string | undefined;
      readonly fileName: string | undefined;
    }
  | {
      readonly type: 'template';
      readonly templateId: string;
      readonly language: string;
      readonly header: readonly string[];
      readonly body: readonly string[];
      readonly buttons: readonly string[];
    };

export interface OutboundMessage {
  /** MSISDN. */
  readonly to: string;
  /** Whether Azeer creates a contact for a new number. */
  readonly createContact: boolean;
  readonly content: Content;
}

/** An accepted message. */
export interface Sent {
  /** `null` if the response has none. Its shape is not documented. */
  readonly id: string | null;
}

const wireContent = (content: Content): Record<string, unknown> => {
  switch (content.type) {
    case 'text':
      return { body: content.body, preview_url: content.previewUrl };
    case 'template': {
      const { templateId, language, header, body, buttons } = content;
      const argument = { HEADER: header, BODY: body, ...(buttons.length > 0 && { BUTTONS: buttons }) };
      return { template_id: templateId, language, argument };
    }
    default:
      return { link: content.link, caption: content.caption, filename: content.fileName };
  }
};

/** Accepts a response with an ID, or without an ID and error. */
const readSent = (data: unknown): Sent | null => {
  const id = idIn(data, 'id', 'message_id', 'messageId', 'wamid');
  const { error, errors } = objectOf(data);
  return id === null && wordsOf({ error, errors }) ? null : { id };
};

/** Sends one message in one request, which is never retried. */
export const sendMessage = (
  exchange: Exchange,
  { to, createContact, content }: OutboundMessage,
): Promise<Sent> =>
  exchange(
    {
      method: 'POST',
      path: '/message/send',
      ...(createContact && { query: { create: true } }),
      json: { to, type: content.type, [content.type]: wireContent(content) },
      effect: content.type === 'template' ? 'sends_template' : 'sends_free_form',
    },
    readSent,
  );
