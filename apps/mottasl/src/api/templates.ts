import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf, textOf } from './shapes.ts';

/** The part of a template that a placeholder stands in. */
export type Part = 'header' | 'body' | 'button';

/** One value that a template needs. */
export interface Placeholder {
  readonly part: Part;
  /** Its place among the values of its part, from 1. */
  readonly position: number;
  /** As it is written in the template, such as `{{1}}`; `null` for a file in the header. */
  readonly written: string | null;
  /** The text around it, or the kind of file that the header shows, such as `IMAGE`. */
  readonly context: string;
}

/** A message template of the account. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string | null;
  readonly category: string | null;
  readonly status: string | null;
  readonly body: string | null;
  readonly placeholders: readonly Placeholder[];
}

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** The components, which come as a list, as a record by type, or as JSON text of either. */
const componentsOf = (value: unknown): Fields[] => {
  const components = parsed(value);
  if (Array.isArray(components)) return components.filter(isObject);
  return Object.entries(objectOf(components)).map(([type, component]) => ({
    type,
    ...(Array.isArray(component) ? { buttons: component } : { text: component }),
    ...objectOf(component),
  }));
};

const typeOf = (component: Fields): string => (textOf(component.type) ?? '').toUpperCase();

/** Numbered placeholders in number order, then named ones as they stand; each once. */
const writtenIn = (text: string): string[] => {
  const found = [...new Set(text.match(/\{\{\s*\w+\s*\}\}/g)?.map((written) => written.replace(/\s+/g, '')))];
  const numberOf = (written: string) => Number(written.slice(2, -2));
  const isNumbered = (written: string) => /^\{\{\d+\}\}$/.test(written);
  const numbered = found.filter(isNumbered).sort((one, other) => numberOf(one) - numberOf(other));
  return [...numbered, ...found.filter((written) => !isNumbered(written))];
};

interface Spot {
  readonly written: string | null;
  readonly context: string;
}

const spotsIn = (text: string | null): Spot[] =>
  text === null ? [] : writtenIn(text).map((written) => ({ written, context: text }));

/** A header is a text, or a file that is given with each message. */
const headerSpots = (component: Fields): Spot[] => {
  const format = textOf(component.format)?.toUpperCase() ?? 'TEXT';
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format)) return [{ written: null, context: format }];
  return spotsIn(textOf(component.text));
};

/** The values of buttons stand in their links; a text is looked at too. */
const buttonSpots = ({ buttons, text }: Fields): Spot[] =>
  Array.isArray(buttons)
    ? buttons
        .filter(isObject)
        .flatMap((button) => [...spotsIn(textOf(button.url)), ...spotsIn(textOf(button.text))])
    : spotsIn(textOf(text));

const SPOTS: Record<
  Part,
  { readonly types: readonly string[]; readonly read: (component: Fields) => Spot[] }
> = {
  header: { types: ['HEADER'], read: headerSpots },
  body: { types: ['BODY'], read: (component) => spotsIn(textOf(component.text)) },
  button: { types: ['BUTTONS', 'BUTTON'], read: buttonSpots },
};

const placeholdersOf = (components: readonly Fields[], part: Part): Placeholder[] => {
  const { types, read } = SPOTS[part];
  return components
    .filter((component) => types.includes(typeOf(component)))
    .flatMap(read)
    .map((spot, index) => ({ part, position: index + 1, ...spot }));
};

/** A template of the list; `null` where it has no id, for it could not be sent. */
export const readTemplate = (record: Fields): Template | null => {
  const id = firstText(record, 'id', 'template_id', 'name');
  if (id === null) return null;
  const components = componentsOf(record.components);
  const bodyOf = components.find((component) => typeOf(component) === 'BODY');
  return {
    id,
    name: firstText(record, 'name', 'display_name', 'template_name') ?? id,
    language: firstText(record, 'language', 'lang') ?? firstText(objectOf(record.language), 'code'),
    category: firstText(record, 'category'),
    status: firstText(record, 'status'),
    body: textOf(bodyOf?.text),
    placeholders: [
      ...placeholdersOf(components, 'header'),
      ...placeholdersOf(components, 'body'),
      ...placeholdersOf(components, 'button'),
    ],
  };
};

/** Whether WhatsApp lets a template be sent; one without a status is not held back. */
export const isApproved = ({ status }: Template): boolean =>
  status === null || /^approved$/i.test(status.trim());
