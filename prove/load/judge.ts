import type { Told } from './sending.ts';

/** Counts how often each word occurs. */
export const tally = (words: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** How often a message may be in the gateway's log, given the results of its steps. */
const rangeFor = (told: readonly Told[]): [fewest: number, most: number] => {
  if (told.includes('accepted') || told.includes('duplicate')) return [1, 1];
  return told.includes('unclear') ? [0, 1] : [0, 0];
};

/** Messages that are in the log more or less often than the results of their steps allow. */
export const misjudged = (
  told: ReadonlyMap<string, readonly Told[]>,
  log: Iterable<{ readonly reference: string | null }>,
): string[] => {
  const sent = tally([...log].map(({ reference }) => reference ?? ''));
  return [...told].flatMap(([reference, words]) => {
    const [fewest, most] = rangeFor(words);
    const times = sent.get(reference) ?? 0;
    return times < fewest || times > most
      ? [`${reference} ended as ${words.join(', ')} but is in the log ${times} times`]
      : [];
  });
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
