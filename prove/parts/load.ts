import { type LoadReport, runLoad } from '../load/run.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';

/** How much faster than time the traffic runs. */
const FACTOR = 10;

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .toSorted((one, other) => other[1] - one[1])
    .map(([name, count]) => `${name} ${count.toLocaleString('en')}`)
    .join(' · ');

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const summaryOf = (
  minutes: number,
  { told, hooks, events, faults, memory, seconds, problems }: LoadReport,
): string[] => [
  `${minutes} simulated minutes in ${seconds.toFixed(0)} s, on a clock ${FACTOR} times as fast: ${sum(told).toLocaleString('en')} messages on both platforms, ${faults.toLocaleString('en')} sends hit by a fault, ${sum(hooks).toLocaleString('en')} hooks (${(sum(hooks) / minutes / 60).toFixed(0)} a second).`,
  `What the Zaps were told: ${listed(told)}. Every accepted message is in Mobivate's log once, every refused one never, every unclear one at most once, however often it was replayed.`,
  `Posted: ${listed(hooks)}; events: ${events.toLocaleString('en')}, one for each.`,
  `Resident memory of the app's process, once a simulated minute, in MB: ${memory.map((megabytes) => megabytes.toFixed(0)).join(' ')}. The platform ends a process above 450.`,
  ...(problems.length > 0 ? ['**Not as it must be:** see below.'] : []),
];

export const load: Part = {
  name: 'load',
  title: 'Load',
  only: 'mobivate',
  run: async ({ bundle, minutes, seed }) => {
    const report = await runLoad(bundle, { minutes, seed, factor: FACTOR }, (minute, memory) =>
      progress(`${minute} of ${minutes} simulated minutes, ${memory.toFixed(0)} MB`),
    );
    return { summary: summaryOf(minutes, report), problems: report.problems };
  },
};
