import type { Delivery, Message } from '../../sandbox/mobivate/index.ts';
import type { Told } from './sending.ts';

/** How often each word is in a list. */
export const tally = (words: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** How often a message may be in Mobivate's log after what its Zap was told of it. */
const rangeFor = (told: readonly Told[]): [fewest: number, most: number] => {
  if (told.includes('accepted')) return [1, 1];
  return told.includes('unclear') ? [0, 1] : [0, 0];
};

/** Messages that are in the log more or less often than their Zaps were told. */
export const misjudged = (told: ReadonlyMap<string, readonly Told[]>, log: Iterable<Message>): string[] => {
  const sent = tally([...log].map(({ reference }) => reference ?? ''));
  return [...told].flatMap(([reference, words]) => {
    const [fewest, most] = rangeFor(words);
    const times = sent.get(reference) ?? 0;
    return times < fewest || times > most
      ? [`${reference} was told ${words.join(', ')} and is there ${times} times`]
      : [];
  });
};

const textIn = (xml: string, name: string): string =>
  new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? '';

/** What tells one notification from another: message and status of a receipt, id of an inbound message, message of a click. */
export const nameOf = ({ kind, body, contentType }: Delivery): string => {
  if (contentType.includes('form')) {
    const xml = new URLSearchParams(body).get('xml') ?? '';
    return `${textIn(xml, 'deliveryMessageId')}:${textIn(xml, 'status')}`;
  }
  const record = JSON.parse(body);
  if (kind === 'receipt') return `${record.deliveryMessageId}:${record.status}`;
  return kind === 'incoming' ? String(record.id) : String(record.messageId);
};

/** The name of an event as {@link nameOf} gives it to its notification. */
export const nameOfEvent = (trigger: string, event: Record<string, unknown>): string => {
  if (trigger === 'delivery_receipt') return `${event.message_id}:${event.status}`;
  return String(trigger === 'inbound_message' ? event.id : event.message_id);
};

/** What is in one tally more often than in the other. */
export const differences = (
  posted: ReadonlyMap<string, number>,
  events: ReadonlyMap<string, number>,
): string[] =>
  [...new Set([...posted.keys(), ...events.keys()])].flatMap((name) => {
    const [given, made] = [posted.get(name) ?? 0, events.get(name) ?? 0];
    return given === made ? [] : [`${name} was posted ${given} times and became ${made} events`];
  });
