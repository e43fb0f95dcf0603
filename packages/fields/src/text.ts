import { problemOf } from '@messaging/errors/invalid-input';
import { limitParts } from '@messaging/sms/limit';
import { measureText } from '@messaging/sms/parts';
import { plainPunctuation as toPlainPunctuation } from '@messaging/sms/punctuation';
import { readFlag, readWhole, requireText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

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

export interface TextInput {
  readonly body?: unknown;
  readonly plain_punctuation?: unknown;
  readonly max_parts?: unknown;
}

export interface TextRules {
  readonly plain: boolean;
  readonly maxParts: number;
  /** Returns the text to count, if it differs from the written one. */
  readonly counted: (text: string) => string;
}

const asWritten = (text: string): string => text;

/**
 * Reads the text rules. `counted` is for gateways that change the text, such as by shortening links.
 * @throws InvalidInputError if Max Parts or Plain Punctuation is invalid
 */
export const readTextRules = (input: TextInput, counted = asWritten): TextRules => ({
  plain: readFlag(plainPunctuation.label, input.plain_punctuation) ?? false,
  maxParts: readWhole(maxParts.label, input.max_parts, { least: 1 }) ?? Number.POSITIVE_INFINITY,
  counted,
});

/**
 * Returns the text to send, unchanged except for plain punctuation.
 * @throws InvalidInputError if the text is empty or exceeds Max Parts
 */
export const applyTextRules = (rules: TextRules, text: unknown): string => {
  const written = requireText(body.label, text);
  const sent = requireText(body.label, rules.plain ? toPlainPunctuation(written) : written);
  limitParts(body.label, rules.counted(sent), rules.maxParts);
  return sent;
};

/**
 * Reads the only text of a step, with {@link readTextRules} and {@link applyTextRules}.
 * @throws InvalidInputError like these
 */
export const readMessageText = (input: TextInput, counted?: TextRules['counted']): string =>
  applyTextRules(readTextRules(input, counted), input.body);

export type RowText =
  | { readonly text: string; readonly parts: number; readonly problem: null }
  | { readonly problem: string };

/**
 * Like {@link applyTextRules}, but returns the problem instead of throwing, so that other rows are still
 * sent.
 */
export const readRowText = (rules: TextRules, written: unknown): RowText => {
  let text = '';
  const problem = problemOf(() => {
    text = applyTextRules(rules, written);
  });
  return problem === null ? { text, parts: measureText(rules.counted(text)).parts, problem } : { problem };
};
