import { defineInputField } from 'zapier-platform-core';
import { requireText } from '../zapier/input.ts';

/** The text of a message: the input fields, and the text they make. */

export const body = defineInputField({
  key: 'body',
  label: 'Message Body',
  type: 'text',
  required: true,
  helpText:
    'One part holds 160 characters, or 70 when one of them (an emoji, for example) needs Unicode; each part is charged.',
});

/** What was mapped into the fields above. */
export interface TextInput {
  readonly body?: unknown;
}

/**
 * The text to send, exactly as it was written.
 * @throws Refusal for an empty text
 */
export const readMessageText = (input: TextInput): string => requireText(body.label, input.body);
