import { type LoadReport, runLoad } from '../load/run.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';

/** How many times faster than real time the traffic runs. */
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
  `${minutes} simulated minutes in ${seconds.toFixed(0)} s (${FACTOR} times real time): ${sum(told).toLocaleString('en')} messages on both platforms, ${faults.toLocaleString('en')} sends hit by a fault, ${sum(hooks).toLocaleString('en')} hooks (${(sum(hooks) / minutes / 60).toFixed(0)} a second).`,
  `Results of the sends: ${listed(told)}. Each accepted message is in Mobivate's log once, each refused one never, and each unclear one at most once, however often its step was replayed.`,
  `Posted hooks: ${listed(hooks)}. Events: ${events.toLocaleString('en')}, one per hook.`,
  `Resident memory of the app's process in MB, once per simulated minute: ${memory.map((megabytes) => megabytes.toFixed(0)).join(' ')}. The platform ends a process above 450.`,
  ...(problems.length > 0 ? ['**Problems:** see below.'] : []),
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
