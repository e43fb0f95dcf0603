import { InvalidInputError, quoted } from '@messaging/errors/invalid-input';
import { readLine, requireList } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { sentFields, sentSample } from '../fields/sent-output.ts';
import { optionalFields, requiredFields, resumeSingle, sendSingle } from '../single-send.ts';
import { step } from '../step.ts';

const MOST_SUBJECT = 64;

const subject = {
  key: 'subject',
  label: 'Subject',
  type: 'string',
  required: false,
  helpText: `Some phones show it above the message. Use up to ${MOST_SUBJECT} characters.`,
} as const;

const media = {
  key: 'media',
  label: 'Media',
  type: 'string',
  list: true,
  required: true,
  helpText:
    'Public links to PNG, JPEG, or GIF images, one per entry. MessageMedia downloads them when it sends the message.',
} as const;

export const inputFields = defineInputFields([...requiredFields, media, subject, ...optionalFields]);

type Input = InferInputData<typeof inputFields>;

const PICTURE = /\.(?:png|jpe?g|gif)$/i;
const EXTENSION = /\.[a-z0-9]{2,5}$/i;

/** Links without a file extension may be images. */
const problemOf = (link: string): string | null => {
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'is not a link that starts with https://';
  return EXTENSION.test(url.pathname) && !PICTURE.test(url.pathname)
    ? 'is not a PNG, JPEG, or GIF image'
    : null;
};

const readMedia = (value: unknown): string[] => {
  const links = requireList(media.label, value);
  for (const link of links) {
    const problem = problemOf(link);
    if (problem !== null)
      throw new InvalidInputError(`${media.label} ${quoted(link)} ${problem}. Correct the link.`);
  }
  return links;
};

const readSubject = (value: unknown): string | undefined => {
  const text = readLine(value);
  if (text === undefined || text.length <= MOST_SUBJECT) return text;
  throw new InvalidInputError(
    `${subject.label} ${quoted(text)} has ${text.length} characters, but only ${MOST_SUBJECT} are allowed. Shorten it.`,
  );
};

export const perform = step((given, bundle: Bundle<Input>) =>
  sendSingle(given, bundle, {
    media: readMedia(bundle.inputData.media),
    subject: readSubject(bundle.inputData.subject),
  }),
) satisfies CreatePerform<Input>;

export default defineCreate({
  key: 'send_mms',
  noun: 'Message',
  display: {
    label: 'Send MMS',
    description:
      'Sends a message with images to one phone number, now or later. Costs money and cannot be undone once sent. MMS must be enabled on your account. Returns the message with its ID and status.',
  },
  operation: {
    perform,
    performResume: resumeSingle,
    inputFields,
    outputFields: sentFields,
    sample: sentSample,
  },
});
