import { isoTime } from '../iso-time.ts';
import type { Message } from './log.ts';
import { statusCode } from './outcomes.ts';
import { receiptTime } from './times.ts';

/** The id as Classic logs and receipts show it: 32 hex digits, upper case. */
export function hexId(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

/** Classic: JSON. */
export function jsonReceipt(message: Message, status: string, time: number): string {
  return JSON.stringify({
    deliveryMessageId: hexId(message.id),
    batchId: hexId(message.batchId),
    clientReference: message.reference,
    created: receiptTime(time),
    status,
    statusCode: statusCode(status),
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

/** Vortex: a `deliveryreceipt` document in the form field `xml`. */
export function formReceipt(message: Message, status: string, time: number): string {
  const xml = [
    '<deliveryreceipt>',
    `<created>${isoTime(time)}</created>`,
    `<deliveryMessageId>${message.id}</deliveryMessageId>`,
    `<clientReference>${escapeXml(message.reference ?? '')}</clientReference>`,
    `<status>${status}</status>`,
    `<statusCode>${statusCode(status)}</statusCode>`,
    `<part>1</part><parts>${message.parts}</parts>`,
    '</deliveryreceipt>',
  ].join('');
  return new URLSearchParams({ xml }).toString();
}
