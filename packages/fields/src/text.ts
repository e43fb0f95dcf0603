import { problemOf } from '@messaging/errors/invalid-input';
import { limitParts } from '@messaging/sms/limit';
import { measureText } from '@messaging/sms/parts';
import { plainPunctuation as toPlainPunctuation } from '@messaging/sms/punctuation';
import { readFlag, readWhole, requireText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** The text of a message: the input fields, and the text they make. */

export const body = defineInputField({
  key: 'body',
  label: 'Message Body',
  type: 'text',
  required: true,
  helpText:
    'You pay per part. A part holds 160 characters, or 70 if the text has an emoji or another special character.',
});

export const plainPunctuation = defineInputField({
  key: 'plain_punctuation',
  label: 'Plain Punctuation',
  type: 'boolean',
  required: false,
  helpText:
    "Choose yes to replace curly quotes, long dashes, and bullets with plain ones, which can make the message cheaper. Letters and emoji don't change. Leave blank for no.",
});

export const maxParts = defineInputField({
  key: 'max_parts',
  label: 'Max Parts',
  type: 'integer',
  required: false,
  helpText:
    "The most parts you're willing to pay for. Longer messages aren't sent. Leave blank for no limit.",
});

/** What was mapped into the fields above. */
export interface TextInput {
  readonly body?: unknown;
  readonly plain_punctuation?: unknown;
  readonly max_parts?: unknown;
}

/** What every text of a step has to obey. */
export interface TextRules {
  readonly plain: boolean;
  readonly maxParts: number;
  /** The text as it is counted, where that differs from the text as it is written. */
  readonly counted: (text: string) => string;
}

const asWritten = (text: string): string => text;

/**
 * The rules for all texts of a step. `counted` is for gateways that change a text on its way, such as its links.
 * @throws InvalidInputError for a limit that is none, and for a yes/no that is neither
 */
export const readTextRules = (input: TextInput, counted = asWritten): TextRules => ({
  plain: readFlag(plainPunctuation.label, input.plain_punctuation) ?? false,
  maxParts: readWhole(maxParts.label, input.max_parts, { least: 1 }) ?? Number.POSITIVE_INFINITY,
  counted,
});

/**
 * One text to send: exactly as it was written, but for the punctuation where the rules say so.
 * @throws InvalidInputError for an empty text, or one that takes more parts than the rules allow
 */
export const applyTextRules = (rules: TextRules, text: unknown): string => {
  const written = requireText(body.label, text);
  const sent = requireText(body.label, rules.plain ? toPlainPunctuation(written) : written);
  limitParts(body.label, rules.counted(sent), rules.maxParts);
  return sent;
};

/**
 * The text to send, where a step has one: {@link readTextRules} and {@link applyTextRules} at once.
 * @throws InvalidInputError as these do
 */
export const readMessageText = (input: TextInput, counted?: TextRules['counted']): string =>
  applyTextRules(readTextRules(input, counted), input.body);

/** The text of one row of many: as it goes out, or what stands in its way. */
export type RowText =
  | { readonly text: string; readonly parts: number; readonly problem: null }
  | { readonly problem: string };

/** Like {@link applyTextRules}, for a row whose problem must not sink the others. */
export const readRowText = (rules: TextRules, written: unknown): RowText => {
  let text = '';
  const problem = problemOf(() => {
    text = applyTextRules(rules, written);
  });
  return problem === null ? { text, parts: measureText(rules.counted(text)).parts, problem } : { problem };
};
