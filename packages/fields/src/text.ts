import { InvalidInputError, problemOf, quoted } from '@messaging/errors/invalid-input';
import { limitParts } from '@messaging/sms/limit';
import { measureText } from '@messaging/sms/parts';
import { plainPunctuation as toPlainPunctuation } from '@messaging/sms/punctuation';
import { readFlag, readLine, requireText } from '@messaging/zapier/input';
import { defineInputField } from 'zapier-platform-core';

/** The text of a message: the input fields, and the text they make. */

export const body = defineInputField({
  key: 'body',
  label: 'Message Body',
  type: 'text',
  required: true,
  helpText:
    'One part holds 160 characters, or 70 when one of them (an emoji, for example) needs Unicode; each part is charged.',
});

export const plainPunctuation = defineInputField({
  key: 'plain_punctuation',
  label: 'Plain Punctuation',
  type: 'boolean',
  required: false,
  helpText:
    'Replaces curly quotes, long dashes, bullets and the like by plain ones, which do not need Unicode. Letters and emoji stay.',
});

export const maxParts = defineInputField({
  key: 'max_parts',
  label: 'Max Parts',
  type: 'integer',
  required: false,
  helpText:
    'A message that takes more parts is not sent, and the step says why. Leave it empty for no limit.',
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
}

const readMaxParts = (value: unknown): number => {
  const text = readLine(value);
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new InvalidInputError(
    `${maxParts.label} ${quoted(text)} is not a whole number from 1 up: correct it, or leave it empty for no limit.`,
  );
};

/**
 * The rules for all texts of a step.
 * @throws InvalidInputError for a limit that is none
 */
export const readTextRules = (input: TextInput): TextRules => ({
  plain: readFlag(input.plain_punctuation) ?? false,
  maxParts: readMaxParts(input.max_parts),
});

/**
 * One text to send: exactly as it was written, but for the punctuation where the rules say so.
 * @throws InvalidInputError for an empty text, or one that takes more parts than the rules allow
 */
export const applyTextRules = (rules: TextRules, text: unknown): string => {
  const written = requireText(body.label, text);
  const sent = requireText(body.label, rules.plain ? toPlainPunctuation(written) : written);
  limitParts(body.label, sent, rules.maxParts);
  return sent;
};

/**
 * The text to send, where a step has one: {@link readTextRules} and {@link applyTextRules} at once.
 * @throws InvalidInputError as these do
 */
export const readMessageText = (input: TextInput): string => applyTextRules(readTextRules(input), input.body);

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
  return problem === null ? { text, parts: measureText(text).parts, problem } : { problem };
};
