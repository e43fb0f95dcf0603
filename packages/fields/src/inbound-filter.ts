import { keywordOf } from '@messaging/gateway/keyword';
import { isSameAddress } from '@messaging/sms/address';
import { readLine, readList } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** Input fields that filter inbound messages, and their readers. */

export const ownNumber = defineInputField({
  key: 'recipient',
  label: 'Recipient',
  type: 'string',
  required: false,
  helpText: 'Only messages to this number or short code of yours. Leave blank for all.',
});

export const keywords = defineInputField({
  key: 'keywords',
  label: 'Keywords',
  type: 'string',
  required: false,
  list: true,
  helpText:
    'Only messages whose first word is one of these, such as `YES`, in upper or lower case. Leave blank for all.',
});

/** The input of the fields above. */
interface InboundInput {
  readonly recipient?: unknown;
  readonly keywords?: unknown;
}

/** The fields of a message that are filtered on. */
interface Filtered {
  readonly recipient: string | null;
  readonly keyword: string | null;
}

/** Creates a filter from the input. Blank fields match every message. */
export const readInboundFilter = <M extends Filtered>(input: InboundInput): ((message: M) => boolean) => {
  const own = readLine(input.recipient);
  const wanted = new Set(readList(input.keywords).flatMap((word) => keywordOf(word) ?? []));
  return ({ recipient, keyword }) =>
    (own === undefined || isSameAddress(own, recipient)) && (wanted.size === 0 || wanted.has(keyword ?? ''));
};
