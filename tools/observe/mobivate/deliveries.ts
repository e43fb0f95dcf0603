import type { Arrival } from '../listener.ts';
import { at, type Fields, isFields } from '../values.ts';

/** The format of a notification. */
export type Form = 'JSON' | 'form field xml' | 'XML' | 'another form';

/** A notification as fields. */
export interface Notice {
  readonly form: Form;
  /** Whether the XML was encoded twice. */
  readonly isTwice: boolean;
  readonly fields: Fields;
  readonly arrival: Arrival;
}

const TAG = /<(\w+)>([^<]*)<\/\1>/g;

const fieldsOfXml = (xml: string): Fields =>
  Object.fromEntries([...xml.matchAll(TAG)].map(([, name, value]) => [name, value]));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads a notification in any known format. */
export const readNotice = (arrival: Arrival): Notice => {
  const json = parsed(arrival.body);
  if (isFields(json)) return { form: 'JSON', isTwice: false, fields: json, arrival };
  const xml = new URLSearchParams(arrival.body).get('xml');
  if (xml?.startsWith('%3C')) {
    return { form: 'form field xml', isTwice: true, fields: fieldsOfXml(decodeURIComponent(xml)), arrival };
  }
  if (xml !== null) return { form: 'form field xml', isTwice: false, fields: fieldsOfXml(xml), arrival };
  if (arrival.body.startsWith('<')) {
    return { form: 'XML', isTwice: false, fields: fieldsOfXml(arrival.body), arrival };
  }
  return { form: 'another form', isTwice: false, fields: {}, arrival };
};

/** Message, status, and part identify a receipt. */
export const keyOf = ({ fields }: Notice): string =>
  ['deliveryMessageId', 'status', 'part'].map((name) => String(at(fields, name))).join(' ');
