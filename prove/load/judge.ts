import type { Delivery, Message } from '../../sandbox/mobivate/index.ts';
import type { Told } from './sending.ts';

/** Counts how often each word occurs. */
export const tally = (words: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** How often a message may be in Mobivate's log, given the results of its steps. */
const rangeFor = (told: readonly Told[]): [fewest: number, most: number] => {
  if (told.includes('accepted')) return [1, 1];
  return told.includes('unclear') ? [0, 1] : [0, 0];
};

/** Messages that are in the log more or less often than the results of their steps allow. */
export const misjudged = (told: ReadonlyMap<string, readonly Told[]>, log: Iterable<Message>): string[] => {
  const sent = tally([...log].map(({ reference }) => reference ?? ''));
  return [...told].flatMap(([reference, words]) => {
    const [fewest, most] = rangeFor(words);
    const times = sent.get(reference) ?? 0;
    return times < fewest || times > most
      ? [`${reference} ended as ${words.join(', ')} but is in the log ${times} times`]
      : [];
  });
};

const textIn = (xml: string, name: string): string =>
  new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';

/** Identifies a notification: a receipt by message and status, an inbound message by id, a click by message. */
export const nameOf = ({ kind, body, contentType }: Delivery): string => {
  if (contentType.includes('form')) {
    const xml = new URLSearchParams(body).get('xml') ?? '';
    return `${textIn(xml, 'deliveryMessageId')}:${textIn(xml, 'status')}`;
  }
  const record = JSON.parse(body);
  if (kind === 'receipt') return `${record.deliveryMessageId}:${record.status}`;
  return kind === 'incoming' ? String(record.id) : String(record.messageId);
};

/** Identifies an event like its notification in {@link nameOf}. */
export const nameOfEvent = (trigger: string, event: Record<string, unknown>): string => {
  if (trigger === 'delivery_receipt') return `${event.message_id}:${event.status}`;
  return String(trigger === 'inbound_message' ? event.id : event.message_id);
};

/** Entries whose counts differ. */
export const differences = (
  posted: ReadonlyMap<string, number>,
  events: ReadonlyMap<string, number>,
): string[] =>
  [...new Set([...posted.keys(), ...events.keys()])].flatMap((name) => {
    const [given, made] = [posted.get(name) ?? 0, events.get(name) ?? 0];
    return given === made ? [] : [`${name} was posted ${given} times but became ${made} events`];
  });
