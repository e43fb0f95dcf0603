import { split } from 'split-sms';

/** The number of SMS parts a text takes (GSM 03.38: 160 or 153 each; UCS-2: 70 or 67 each). */
export function countParts(text: string): number {
  return split(text, { summary: true }).parts.length;
}
