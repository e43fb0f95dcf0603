import { requireText } from '@messaging/zapier/input';
import type { PlainInputField } from 'zapier-platform-core';
import type { Part, Placeholder, Template } from '../api/templates.ts';

/** Input fields for a template's placeholders, and their values. */

const HEADER_FILE = 'header_file';

const FILES: Readonly<Record<string, string>> = { IMAGE: 'Image', VIDEO: 'Video', DOCUMENT: 'Document' };

const WHERE: Record<Part, string> = {
  header: 'In the header',
  body: 'In the text',
  button: 'At the end of a button’s link',
};

const MOST_CONTEXT = 600;

const fieldOf = ({ part, position, written, context }: Placeholder): PlainInputField =>
  written === null
    ? {
        key: HEADER_FILE,
        label: `Header ${FILES[context]} URL`,
        type: 'string',
        required: false,
        helpText: 'A public link to the file that the template header shows.',
      }
    : {
        key: `${part}_${position}`,
        label: written,
        type: 'string',
        required: true,
        helpText: `${WHERE[part]}: “${context.slice(0, MOST_CONTEXT)}”`,
      };

const UNKNOWN_TEMPLATE: PlainInputField = {
  key: 'template_not_listed',
  type: 'copy',
  helpText:
    "This template is not in your account's list, so its placeholders are unknown. Choose a template from the list.",
};

/** Creates a field per placeholder of the header, text, and buttons, in number order. */
export const placeholderFields = (template: Template | undefined): PlainInputField[] =>
  template ? template.placeholders.map(fieldOf) : [UNKNOWN_TEMPLATE];

type Input = Readonly<Record<string, unknown>>;

const NAMES: Record<Part, string> = { header: 'header', body: 'text', button: 'button links' };

/**
 * Reads the values of one part, in order. `raw` includes blank fields, which Zapier removes from the input.
 * @throws InvalidInputError if a value is blank
 */
const valuesOf = (part: Part, input: Input, raw: Input): string[] => {
  const positions = Object.keys({ ...raw, ...input }).flatMap((key) => {
    const [, name, position] = /^([a-z]+)_(\d+)$/.exec(key) ?? [];
    return name === part ? [Number(position)] : [];
  });
  return Array.from({ length: Math.max(0, ...positions) }, (_, index) =>
    requireText(`{{${index + 1}}} of the template’s ${NAMES[part]}`, input[`${part}_${index + 1}`]),
  );
};

export const readPlaceholders = (input: Input, raw: Input = {}) => {
  const file = typeof input[HEADER_FILE] === 'string' ? input[HEADER_FILE].trim() : '';
  return {
    header: file ? [file] : valuesOf('header', input, raw),
    body: valuesOf('body', input, raw),
    buttons: valuesOf('button', input, raw),
  };
};
