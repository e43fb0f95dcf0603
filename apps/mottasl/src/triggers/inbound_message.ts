import { keywords } from '@messaging/fields/inbound-filter';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { keywordOf } from '@messaging/gateway/keyword';
import { hookOperation } from '@messaging/zapier/hook-trigger';
import { readList } from '@messaging/zapier/input';
import { defineInputFields, defineTrigger, type InferInputData } from 'zapier-platform-core';
import { type InboundMessage, readInbound } from '../api/inbound.ts';
import { type Step, step } from '../step.ts';
import { subscriptionTo } from '../subscription.ts';

const LABEL = 'New Inbound Message';

const TYPES = {
  text: 'Text',
  interactive: 'Button or List Reply',
  image: 'Image',
  document: 'Document',
  audio: 'Audio',
  voice: 'Voice Message',
  video: 'Video',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contacts',
} as const;

const inputFields = defineInputFields([
  keywords,
  {
    key: 'message_types',
    label: 'Message Types',
    type: 'string',
    required: false,
    list: true,
    choices: TYPES,
    helpText: 'Only messages of these types. Leave blank for all.',
  },
]);

const outputFields = defineOutputFields([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'message_id', label: 'Azeer Message Number', type: 'string' },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'contact_id', label: 'Contact ID', type: 'string' },
  { key: 'contact_name', label: 'Contact Name', type: 'string' },
  { key: 'type', label: 'Message Type', type: 'string' },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'keyword', label: 'Keyword', type: 'string' },
  { key: 'button_reply_id', label: 'Button or List Reply ID', type: 'string' },
  { key: 'file_url', label: 'File URL', type: 'string' },
  { key: 'mime_type', label: 'MIME Type', type: 'string' },
  { key: 'in_reply_to', label: 'Reply to Message ID', type: 'string' },
  { key: 'business_id', label: 'Business ID', type: 'string' },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

const toOutput = ({
  id,
  message_id,
  originator,
  recipient,
  contact_id,
  contact_name,
  type,
  body,
  ...rest
}: InboundMessage): Output => ({
  id,
  message_id,
  originator,
  recipient,
  contact_id,
  contact_name,
  type,
  body,
  keyword: keywordOf(body ?? ''),
  ...rest,
});

const isWantedBy = (input: Input): ((message: InboundMessage) => boolean) => {
  const words = new Set(readList(input.keywords).map(keywordOf));
  const types = new Set(readList(input.message_types).map((type) => type.toLowerCase()));
  return ({ body, type }) =>
    (words.size === 0 || words.has(keywordOf(body ?? ''))) &&
    (types.size === 0 || types.has(type?.toLowerCase() ?? ''));
};

const hook = hookOperation(step, {
  label: LABEL,
  subscription: subscriptionTo(() => 'incoming_msg'),
  read: async (body) => readInbound(body),
  recent: async () => [],
  handle: (_step: Step, input: Input) => ({
    isWanted: isWantedBy(input),
    complete: async (message: InboundMessage) => toOutput(message),
  }),
});

const sample: Output = {
  id: 'wamid.HBgMOTY2NTAwMDAwMDAxFQIAEhgUM0E5',
  message_id: '90412',
  originator: '447700900123',
  recipient: '447700900800',
  contact_id: '2207',
  contact_name: 'Lina Haddad',
  type: 'text',
  body: 'Is it ready?',
  keyword: 'IS',
  button_reply_id: null,
  file_url: null,
  mime_type: null,
  in_reply_to: null,
  business_id: '0d6f2c1e-7a5b-4c3d-8e9f-0a1b2c3d4e5f',
  received_at: '2026-03-04T08:15:00.000Z',
};

export default defineTrigger({
  key: 'inbound_message',
  noun: 'Message',
  display: { label: LABEL, description: 'Triggers when someone sends you a WhatsApp message.' },
  operation: { ...hook, inputFields, outputFields, sample },
});
