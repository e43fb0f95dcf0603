import { defineOutputFields, type OutputOf, outputFieldsOf } from '@messaging/fields/output';
import type { PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Attachment, InboundEvent } from '../api/posted.ts';
import { fetchMedia } from '../hydrators.ts';
import { metadataOutput } from './message-output.ts';

const scalars = outputFieldsOf<Omit<InboundEvent, 'attachments'>>()([
  { key: 'id', label: 'Message ID', type: 'string', required: true },
  { key: 'originator', label: 'Originator', type: 'string' },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'body', label: 'Message Body', type: 'string' },
  { key: 'format', label: 'Format', type: 'string', required: true },
  { key: 'keyword', label: 'Keyword', type: 'string' },
  { key: 'is_stop', label: 'Asks to Stop', type: 'boolean', required: true },
  { key: 'is_start', label: 'Asks to Start', type: 'boolean', required: true },
  { key: 'received_at', label: 'Received At', type: 'datetime' },
  { key: 'in_reply_to', label: 'Reply to Message ID', type: 'string' },
  { key: 'original_body', label: 'Original Message Body', type: 'string' },
  { key: 'reference', label: 'Reference', type: 'string' },
  metadataOutput,
]);

const mediaFields = defineOutputFields([
  {
    key: 'media',
    label: 'Media',
    children: [
      { key: 'content_type', label: 'Content Type', type: 'string' },
      { key: 'name', label: 'File Name', type: 'string' },
      { key: 'file', label: 'File', type: 'file', required: true },
    ],
  },
]);

/** Output fields of an inbound message. Steps that use a file download it. */
export const inboundFields: PlainOutputField[] = [...scalars, ...mediaFields];

type Media = OutputOf<typeof mediaFields>['media'][number];
export type InboundOutput = Omit<InboundEvent, 'attachments'> & { media: Media[] };

/** Zapier limits the data of a dehydrated file to 12,000 bytes. */
const MOST_CHARACTERS = 10_000;
const LONGEST_NAME = 100;

const toMedia = (z: ZObject, { id, received_at }: InboundEvent, file: Attachment, index: number): Media => {
  const content_type = file.content_type?.slice(0, LONGEST_NAME) ?? null;
  const name = file.name?.slice(0, LONGEST_NAME) ?? null;
  const content = file.content !== null && file.content.length <= MOST_CHARACTERS ? file.content : null;
  const asked = { message_id: id, received_at, index, content_type, name, content, url: file.url };
  return { content_type, name, file: z.dehydrateFile(fetchMedia, asked) };
};

/** Converts an event to its output, with files as references that Zapier resolves. */
export const toInboundOutput = (z: ZObject, { attachments, ...event }: InboundEvent): InboundOutput => ({
  ...event,
  media: attachments.map((file, index) => toMedia(z, { attachments, ...event }, file, index)),
});

export const inboundSample = {
  id: '0b4b9f0a-8a0d-4f2b-9a3e-6a7b8c9d0e1f',
  originator: '61491570156',
  recipient: '61491570110',
  body: 'Yes please, at six.',
  format: 'SMS',
  keyword: 'YES',
  is_stop: false,
  is_start: false,
  received_at: '2026-03-02T09:41:00.000Z',
  in_reply_to: '5f0a3a0e-3f0e-4a57-9d0b-2b3f5f6c7d81',
  original_body: null,
  reference: 'order-1042',
  metadata: null,
  media: [],
} satisfies InboundOutput;
