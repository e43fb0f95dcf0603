import { isObject } from '@messaging/gateway/schemas';
import * as v from 'valibot';

export interface Notification {
  readonly parsed: unknown;
  readonly raw: unknown;
}

export interface Reading<E> {
  readonly events: readonly E[];
  readonly unread: number;
}

const manyOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** Reads XML. Loads the parser on first use, because most bodies are JSON. */
const recordsInXml = async (xml: unknown, element: string): Promise<unknown[]> => {
  if (typeof xml !== 'string') return [];
  const { decodedXml, readElements } = await import('./xml.ts');
  return readElements(decodedXml(xml), element);
};

/** The records of a parsed body: one record, a list, a form with an `xml` field, or an XML document as an object. */
const recordsInValue = async (value: unknown, element: string): Promise<unknown[]> => {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return [];
  if ('xml' in value)
    return (await Promise.all(manyOf(value.xml).map((xml) => recordsInXml(xml, element)))).flat();
  return manyOf(value[element] ?? value);
};

const recordsInText = async (text: string, element: string): Promise<unknown[]> => {
  if (/^(?:<|%3c|&lt;)/i.test(text)) return recordsInXml(text, element);
  if (/^[[{]/.test(text)) return recordsInValue(JSON.parse(text), element);
  return recordsInValue(Object.fromEntries(new URLSearchParams(text)), element);
};

const recordsIn = async (body: unknown, element: string): Promise<unknown[]> => {
  try {
    return await (typeof body === 'string'
      ? recordsInText(body.trim(), element)
      : recordsInValue(body, element));
  } catch {
    return [];
  }
};

/**
 * Reads the events of a body in JSON, in a form with an `xml` field, or in XML with elements of that name. Counts invalid
 * events instead of failing.
 */
export const readNotification = async <const S extends v.GenericSchema>(
  { parsed, raw }: Notification,
  schema: S,
  element: string,
): Promise<Reading<v.InferOutput<S>>> => {
  for (const body of [parsed, raw]) {
    const records = await recordsIn(body, element);
    const events = records.flatMap((record) => {
      const event = v.safeParse(schema, record);
      return event.success ? [event.output] : [];
    });
    if (events.length > 0) return { events, unread: records.length - events.length };
  }
  return { events: [], unread: 1 };
};
