import { isObject } from '@messaging/gateway/schemas';
import { type Fields, firstText, objectOf, textOf } from './shapes.ts';

export type Part = 'header' | 'body' | 'button';

export interface Placeholder {
  readonly part: Part;
  /** The position in its part, from 1. */
  readonly position: number;
  /** As written in the template, such as `{{1}}`. `null` for a header file. */
  readonly written: string | null;
  /** The surrounding text, or the type of a header file, such as `IMAGE`. */
  readonly context: string;
}

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

/** Reads components from a list, a record by type, or JSON text of either. */
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

/** Distinct placeholders: numbered ones in order, then named ones in text order. */
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

/** A header is a text, or a file sent with each message. */
const headerSpots = (component: Fields): Spot[] => {
  const format = textOf(component.format)?.toUpperCase() ?? 'TEXT';
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format)) return [{ written: null, context: format }];
  return spotsIn(textOf(component.text));
};

/** Button placeholders are in links, or in the text. */
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

/** Reads a template, or `null` if it has no ID. */
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

/** Whether a template can be sent. One without a status can. */
export const isApproved = ({ status }: Template): boolean =>
  status === null || /^approved$/i.test(status.trim());
