import { requireText } from '@messaging/zapier/input';
import type { PlainInputField } from 'zapier-platform-core';
import type { Part, Placeholder, Template } from '../api/templates.ts';

/** The fields of a template's placeholders: what the editor shows, and the values that go out. */

/** The key of a file that the header shows; its value is a URL. */
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
        helpText: 'A public link to the file that the header of the template shows.',
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
    'This template is not in the list of your account, so its placeholders are not known. Choose a template from the list.',
};

/** A field for each placeholder: of the header, the text and the buttons, each in number order. */
export const placeholderFields = (template: Template | undefined): PlainInputField[] =>
  template ? template.placeholders.map(fieldOf) : [UNKNOWN_TEMPLATE];

type Input = Readonly<Record<string, unknown>>;

const NAMES: Record<Part, string> = { header: 'header', body: 'text', button: 'button links' };

/**
 * The values of one part, in order. `raw` also holds the fields that turned out empty, which Zapier leaves out.
 * @throws InvalidInputError for one that is empty
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

/** The values of a template's placeholders. */
export const readPlaceholders = (input: Input, raw: Input = {}) => {
  const file = typeof input[HEADER_FILE] === 'string' ? input[HEADER_FILE].trim() : '';
  return {
    header: file ? [file] : valuesOf('header', input, raw),
    body: valuesOf('body', input, raw),
    buttons: valuesOf('button', input, raw),
  };
};
