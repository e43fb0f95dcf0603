import { split } from 'split-sms';

const ONE_PART_WHATEVER_IT_SAYS = 70;

/** The number of SMS parts of a text (GSM 03.38: 160 or 153 septets each; UCS-2: 70 or 67 code units each). */
export function countParts(text: string): number {
  return text.length <= ONE_PART_WHATEVER_IT_SAYS ? 1 : split(text, { summary: true }).parts.length;
}
