import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readChoice, readLine, requireText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';
import type { Content, FileKind } from '../api/messages.ts';

export const fileUrl = defineInputField({
  key: 'file_url',
  label: 'File URL',
  type: 'string',
  required: true,
  helpText:
    'A public link to the file, such as `https://files.example.org/invoice-77.pdf`. Azeer downloads it.',
});

const KINDS = { image: 'Image', document: 'Document', audio: 'Audio', video: 'Video' } as const;

export const kind = defineInputField({
  key: 'kind',
  label: 'Kind',
  type: 'string',
  required: false,
  choices: KINDS,
  helpText:
    'How WhatsApp shows the file. Leave blank to choose by file type: JPEG and PNG are images; MP3, OGG, AAC, and AMR are audio; MP4 and 3GP are videos; anything else is a document.',
});

export const caption = defineInputField({
  key: 'caption',
  label: 'Caption',
  type: 'text',
  required: false,
  helpText: "Up to 1,024 characters. WhatsApp doesn't show captions with audio.",
});

export const fileName = defineInputField({
  key: 'file_name',
  label: 'File Name',
  type: 'string',
  required: false,
  helpText: 'The name that people see and save a document with, such as `invoice-77.pdf`.',
});

/** File types that WhatsApp accepts as image, audio, or video. Other files are documents. */
const KIND_OF: Readonly<Record<string, FileKind>> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  aac: 'audio',
  amr: 'audio',
  m4a: 'audio',
  mp3: 'audio',
  oga: 'audio',
  ogg: 'audio',
  opus: 'audio',
  '3gp': 'video',
  '3gpp': 'video',
  mp4: 'video',
};

const MOST_CAPTION = 1024;

export interface FileInput {
  readonly file_url?: unknown;
  readonly kind?: unknown;
  readonly caption?: unknown;
  readonly file_name?: unknown;
}

const readUrl = (value: unknown): { link: string; path: string } => {
  const text = requireText(fileUrl.label, value).trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol)) return { link: text, path: url.pathname };
  throw new InvalidInputError(
    `${fileUrl.label} ${quoted(text)} is not a link. Use a public link that starts with https://.`,
  );
};

const extensionOf = (name: string): string | undefined =>
  /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();

const kindOf = (path: string, name: string | undefined): FileKind => {
  const extension = extensionOf(name ?? '') ?? extensionOf(path);
  if (extension !== undefined) return KIND_OF[extension] ?? 'document';
  throw new InvalidInputError(
    `${kind.label} is blank, and neither ${fileName.label} nor ${fileUrl.label} ends in a file type, such as .pdf or .jpg. Choose a ${kind.label}.`,
  );
};

const readCaption = (value: unknown): string | undefined => {
  const text = typeof value === 'string' && value.trim() !== '' ? value : undefined;
  const length = [...(text ?? '')].length;
  if (length <= MOST_CAPTION) return text;
  throw new InvalidInputError(
    `${caption.label} has ${length} characters, but WhatsApp allows 1,024. Shorten it.`,
  );
};

/**
 * Reads the file to send.
 * @throws InvalidInputError if the link, kind, or caption is invalid
 */
export const readFile = (input: FileInput): Content => {
  const { link, path } = readUrl(input.file_url);
  const name = readLine(input.file_name);
  const type = readChoice(kind.label, input.kind, KINDS) ?? kindOf(path, name);
  return {
    type,
    link,
    caption: readCaption(input.caption),
    fileName: type === 'document' ? name : undefined,
  };
};
