import { problemOf, quoted } from '@messaging/errors/invalid-input';
import { measureText } from '@messaging/sms/parts';
import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';
import { plainPunctuation } from '@messaging/sms/punctuation';
import { readFlag, readText, requireText } from '@messaging/zapier/input';
import { defineInputFields, type InferInputData } from 'zapier-platform-core';
import { originatorLabel, recipient } from './message.ts';
import { defineOutputFields, type OutputOf } from './output.ts';
import { body } from './text.ts';

/** Checks a message before it is sent. The search exists because agents may run searches without approval. */

const checkOptout = {
  key: 'check_optout',
  label: 'Check Opt-Out',
  type: 'boolean',
  required: false,
  helpText: 'Choose yes to also check the opt-out list of your account. Leave blank for no.',
} as const;

// None is required, so that the step can report an empty value instead of failing.
export const checkInputFields = defineInputFields([
  {
    ...recipient,
    required: false,
    helpText: 'The phone number to check, with country code, like `+447700900123`. Nothing is sent to it.',
  },
  { ...body, required: false, helpText: 'The text to check and count the parts of. Nothing is sent.' },
  {
    key: 'originator',
    label: originatorLabel,
    type: 'string',
    required: false,
    dynamic: 'sender_list.id.name',
    helpText: 'The sender to check: a name, a number, or a short code. Leave blank to skip this check.',
  },
  checkOptout,
]);

export const checkOutputFields = defineOutputFields([
  { key: 'ok', label: 'OK', type: 'boolean', required: true },
  { key: 'problems', label: 'Problems', type: 'string', list: true },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'country_code', label: 'Country Code', type: 'string' },
  { key: 'opted_out', label: 'Opted Out', type: 'boolean' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Character Count', type: 'integer', required: true },
  { key: 'unicode_characters', label: 'Unicode Characters', type: 'string', list: true },
  { key: 'body_plain', label: 'Message Body with Plain Punctuation', type: 'string', required: true },
  { key: 'parts_plain', label: 'Parts with Plain Punctuation', type: 'integer', required: true },
]);

export type CheckInput = InferInputData<typeof checkInputFields>;
export type CheckOutput = OutputOf<typeof checkOutputFields>;

interface Checks {
  readonly defaultCountry: string | null;
  readonly isOptedOut: (msisdn: string) => Promise<boolean>;
  /** @throws InvalidInputError for a sender that the gateway refuses */
  readonly readOriginator: (value: unknown) => unknown;
  /** @throws InvalidInputError for a text that the gateway refuses */
  readonly readBody: (text: string) => unknown;
}

const measureBody = (written: string) => {
  const { parts, encoding, characters, unicodeCharacters } = measureText(written);
  const plain = plainPunctuation(written);
  return {
    parts,
    encoding,
    characters,
    unicode_characters: unicodeCharacters,
    body_plain: plain,
    parts_plain: measureText(plain).parts,
  };
};

/** Reports the problems of a message without sending it. */
export const checkSms = async (
  input: CheckInput,
  { defaultCountry, isOptedOut, readOriginator, readBody }: Checks,
): Promise<CheckOutput> => {
  const to = readText(input.recipient) ?? '';
  const from = readText(input.originator);
  const { msisdn, country, problem } = (await loadPhoneNumbers()).read(to, defaultCountry);
  const isAsked = readFlag(checkOptout.label, input.check_optout) === true && msisdn !== null;
  const optedOut = isAsked ? await isOptedOut(msisdn) : null;
  const problems = [
    problem === null ? null : phoneSentence(recipient.label, to, problem),
    optedOut ? `${recipient.label} ${quoted(to)} has opted out. Choose another recipient.` : null,
    problemOf(() => readBody(requireText(body.label, input.body))),
    from === undefined ? null : problemOf(() => readOriginator(from)),
  ].filter((sentence) => sentence !== null);
  return {
    ok: problems.length === 0,
    problems,
    recipient: msisdn,
    country_code: country,
    opted_out: optedOut,
    ...measureBody(readText(input.body) ?? ''),
  };
};

export const checkSample: CheckOutput = {
  ok: true,
  problems: [],
  recipient: '447700900123',
  country_code: 'GB',
  opted_out: null,
  parts: 2,
  encoding: 'UCS-2',
  characters: 76,
  unicode_characters: ['’'],
  body_plain: "Your cake is ready and it's waiting for you in the shop: see you before six.",
  parts_plain: 1,
};

const operation = {
  inputFields: checkInputFields,
  outputFields: checkOutputFields,
  sample: checkSample,
};

/** All of the action Check SMS but what it runs. */
export const checkSmsAction = {
  key: 'check_sms',
  noun: 'Message',
  display: {
    label: 'Check SMS',
    description:
      'Checks a phone number, a text, and a sender, and counts the parts. Sends nothing and costs nothing. Agents can use Find SMS Problems, which returns the same without approval.',
  },
  operation,
};

/** All of the search Find SMS Problems but what it runs. */
export const findSmsProblemsSearch = {
  key: 'find_sms_problems',
  noun: 'Problem',
  display: {
    label: 'Find SMS Problems',
    description:
      'Finds the problems of a text message before you send it, such as an invalid phone number or an opted-out recipient, and counts its parts. Sends nothing and changes nothing. Always returns one result. `ok` is true if there are no problems.',
  },
  operation,
};
