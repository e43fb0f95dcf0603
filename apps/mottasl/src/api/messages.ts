import type { Exchange } from './exchange.ts';
import { wordsOf } from './failures.ts';
import { idIn } from './lists.ts';
import { objectOf } from './shapes.ts';

/** Kinds of files that can be sent. */
export type FileKind = 'image' | 'document' | 'audio' | 'video';

/** What a message holds, every value already checked. */
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

/** One message to one person. */
export interface OutboundMessage {
  /** MSISDN: digits with country code. */
  readonly to: string;
  /** Whether Azeer makes a contact of a number that it does not know. */
  readonly createContact: boolean;
  readonly content: Content;
}

/** What Azeer said of a message that it took. */
export interface Sent {
  /** `null` where the answer holds none: its shape is not documented. */
  readonly id: string | null;
}

/** The object that a message holds under the name of its type. */
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

/** An id, or no id and no complaint either. An answer that holds an error instead of an id is not read as a yes. */
const readSent = (data: unknown): Sent | null => {
  const id = idIn(data, 'id', 'message_id', 'messageId', 'wamid');
  const { error, errors } = objectOf(data);
  return id === null && wordsOf({ error, errors }) ? null : { id };
};

/** Sends one message, in one request that is never repeated. */
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
