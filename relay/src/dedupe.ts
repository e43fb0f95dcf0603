import { parseXml, XmlElement } from '@rgrove/parse-xml';
import type { EventName } from './store/store.ts';

/** Larger bodies are not receipts or text messages, so they are never parsed or merged. */
const READ_LIMIT = 256 * 1024;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields that identify an event, and the XML element that holds them. */
const SHAPES = {
  receipt: { element: 'deliveryreceipt', id: 'deliveryMessageId', status: 'status' },
  incoming: { element: 'deliverymessage', id: 'id', status: null },
} as const;

const elementsIn = (xml: XmlElement, name: string): XmlElement[] =>
  xml.name === name
    ? [xml]
    : xml.children.flatMap((child) => (child instanceof XmlElement ? elementsIn(child, name) : []));

/** Decodes a document that was encoded twice. */
const decoded = (text: string): string => {
  if (/^\s*%3c/i.test(text)) return decodeURIComponent(text.replaceAll('+', ' '));
  return text.startsWith('&lt;')
    ? text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : text;
};

/** Normalizes line endings first, because the parser takes quadratic time for CRLF. */
const recordsInXml = (text: string, element: string): Fields[] => {
  const content = decoded(text.trim())
    .replace(/^\s*<\?xml.*?\?>/s, '')
    .replace(/\r\n?/g, '\n');
  const { root } = parseXml(`<all>${content}</all>`);
  return (root ? elementsIn(root, element) : []).map((found) =>
    Object.fromEntries(
      found.children.flatMap((child) => (child instanceof XmlElement ? [[child.name, child.text]] : [])),
    ),
  );
};

const recordsIn = (text: string, element: string): Fields[] => {
  if (text.startsWith('<')) return recordsInXml(text, element);
  if (/^[[{]/.test(text)) {
    const value: unknown = JSON.parse(text);
    return (Array.isArray(value) ? value : [value]).filter(isFields);
  }
  const form = new URLSearchParams(text);
  const documents = form.getAll('xml');
  return documents.length > 0
    ? documents.flatMap((xml) => recordsInXml(xml, element))
    : [Object.fromEntries(form)];
};

const isText = (value: unknown): value is string | number =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';

/** A time in any notation (`…+0000`, `…+00:00`, `…Z`, epoch milliseconds) as an instant. */
const instant = (value: unknown): string => {
  if (!isText(value)) return '';
  // In a form, an unencoded plus is a space.
  const text = String(value)
    .trim()
    .replace(/(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$/, '$1+$2');
  const time = new Date(/^\d+$/.test(text) ? Number(text) : text).getTime();
  return Number.isNaN(time) ? text : String(time);
};

/**
 * The values that identify an event of an account: id, status, time and message part. `null` if the body has
 * no id, and for clicks; such events are never merged.
 */
export const sameness = (event: EventName, body: Buffer): readonly string[] | null => {
  if (event === 'click' || body.length > READ_LIMIT) return null;
  const { element, id, status } = SHAPES[event];
  try {
    const records = recordsIn(
      body
        .toString('utf8')
        .replace(/^\uFEFF/, '')
        .trim(),
      element,
    ).map((fields) =>
      isText(fields[id])
        ? [
            String(fields[id]).trim().toUpperCase(),
            status && isText(fields[status]) ? String(fields[status]).trim().toUpperCase() : '',
            instant(fields.created),
            isText(fields.part) ? String(fields.part).trim() : '1',
          ].join('|')
        : null,
    );
    const known = records.filter((record) => record !== null);
    return known.length > 0 && known.length === records.length ? [event, ...new Set(known.sort())] : null;
  } catch {
    return null;
  }
};
