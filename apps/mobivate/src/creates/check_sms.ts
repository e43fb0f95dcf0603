import { problemOf, quoted } from '@messaging/errors/invalid-input';
import { defineOutputFields, type OutputOf } from '@messaging/fields/output';
import { body } from '@messaging/fields/text';
import { toOriginator } from '@messaging/sms/originator';
import { measureText } from '@messaging/sms/parts';
import { loadPhoneNumbers, phoneSentence } from '@messaging/sms/phone';
import { plainPunctuation } from '@messaging/sms/punctuation';
import { readFlag, readText, requireText } from '@messaging/zapier/input';
import {
  type Bundle,
  type CreatePerform,
  defineCreate,
  defineInputFields,
  type InferInputData,
} from 'zapier-platform-core';
import { originator, recipient } from '../fields/message.ts';
import { step } from '../step.ts';

// None is required: an empty value would stop the Zap before this step could say that it is empty.
export const inputFields = defineInputFields([
  {
    ...recipient,
    required: false,
    helpText: 'The phone number to check, written like `+447700900123`. Nothing is sent to it.',
  },
  { ...body, required: false, helpText: 'The text to check and to count the parts of.' },
  {
    ...originator,
    required: false,
    helpText: 'The sender to check: a name, a number or a short code. Leave it empty to check none.',
  },
  {
    key: 'check_optout',
    label: 'Check Opt-Out',
    type: 'boolean',
    required: false,
    helpText: 'Asks Mobivate whether the recipient has opted out; without it no request is made at all.',
  },
]);

export const outputFields = defineOutputFields([
  { key: 'ok', label: 'OK', type: 'boolean', required: true },
  { key: 'problems', label: 'Problems', type: 'string', list: true },
  { key: 'recipient', label: 'Recipient', type: 'string' },
  { key: 'country_code', label: 'Country Code', type: 'string' },
  { key: 'opted_out', label: 'Opted Out', type: 'boolean' },
  { key: 'parts', label: 'Parts', type: 'integer', required: true },
  { key: 'encoding', label: 'Encoding', type: 'string', required: true },
  { key: 'characters', label: 'Characters (counted against the limit)', type: 'integer', required: true },
  { key: 'unicode_characters', label: 'Unicode Characters', type: 'string', list: true },
  { key: 'body_plain', label: 'Message Body in Plain Punctuation', type: 'string', required: true },
  { key: 'parts_plain', label: 'Parts in Plain Punctuation', type: 'integer', required: true },
]);

type Input = InferInputData<typeof inputFields>;
type Output = OutputOf<typeof outputFields>;

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

export const perform = step(async ({ connection, mobivate }, bundle: Bundle<Input>): Promise<Output> => {
  const input = bundle.inputData;
  const to = readText(input.recipient) ?? '';
  const from = readText(input.originator);
  const { msisdn, country, problem } = (await loadPhoneNumbers()).read(to, connection.defaultCountry);
  const isAsked = msisdn !== null && readFlag(input.check_optout) === true;
  const optedOut = isAsked ? (await mobivate.findOptout(msisdn)) !== null : null;
  const problems = [
    problem === null ? null : phoneSentence(recipient.label, to, problem),
    optedOut ? `${recipient.label} ${quoted(to)} has opted out, so nothing would be sent.` : null,
    problemOf(() => requireText(body.label, input.body)),
    from === undefined ? null : problemOf(() => toOriginator(originator.label, from)),
  ].filter((sentence) => sentence !== null);
  return {
    ok: problems.length === 0,
    problems,
    recipient: msisdn,
    country_code: country,
    opted_out: optedOut,
    ...measureBody(readText(input.body) ?? ''),
  };
}) satisfies CreatePerform<Input>;

const sample: Output = {
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

export default defineCreate({
  key: 'check_sms',
  noun: 'Message',
  display: {
    label: 'Check SMS',
    description:
      'Checks a phone number, a text and a sender, and counts the parts, without sending anything.',
  },
  operation: { perform, inputFields, outputFields, sample },
});
