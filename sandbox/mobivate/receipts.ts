import { isoTime } from '../iso-time.ts';
import type { Message } from './log.ts';
import { statusCode } from './outcomes.ts';
import { receiptTime } from './times.ts';

/** The id as Classic logs and receipts show it: 32 hex digits, upper case. */
export function hexId(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

/** A status to report, at a time in epoch milliseconds. */
export interface Receipt {
  message: Message;
  status: string;
  time: number;
  /** The part of the message that it reports on, or `null` for the whole message. */
  part: number | null;
}

/** Classic: JSON. */
export function jsonReceipt({ message, status, time, part }: Receipt): string {
  return JSON.stringify({
    deliveryMessageId: hexId(message.id),
    batchId: hexId(message.batchId),
    clientReference: message.reference,
    created: receiptTime(time),
    status,
    statusCode: statusCode(status),
    ...(part !== null && { part }),
    parts: message.parts,
    hlr: null,
  });
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? character);

/** Vortex, and Classic if set so: a `deliveryreceipt` document in the form field `xml`. */
export function formReceipt(
  { message, status, time, part }: Receipt,
  isClassic: boolean,
  encodedTwice: boolean,
): string {
  const xml = [
    '<deliveryreceipt>',
    `<created>${isoTime(time)}</created>`,
    `<deliveryMessageId>${isClassic ? hexId(message.id) : message.id}</deliveryMessageId>`,
    `<clientReference>${escapeXml(message.reference ?? '')}</clientReference>`,
    `<status>${status}</status>`,
    `<statusCode>${statusCode(status)}</statusCode>`,
    `<part>${part ?? 1}</part><parts>${message.parts}</parts>`,
    '</deliveryreceipt>',
  ].join('');
  return new URLSearchParams({ xml: encodedTwice ? encodeURIComponent(xml) : xml }).toString();
}
