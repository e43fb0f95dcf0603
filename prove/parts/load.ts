import { startMessageMedia } from '../load/gateways/messagemedia.ts';
import { startMobivate } from '../load/gateways/mobivate.ts';
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
  { words, told, hooks, events, faults, memory, seconds, problems }: LoadReport,
): string[] => [
  `${minutes} minutes of traffic in ${seconds.toFixed(0)} s, on a clock ${FACTOR} times as fast: ${sum(told).toLocaleString('en')} messages ${words.connections}, ${faults.toLocaleString('en')} sends hit by a fault, ${sum(hooks).toLocaleString('en')} hooks (${(sum(hooks) / minutes / 60).toFixed(0)} a second).`,
  `Results of the sends: ${listed(told)}. Each accepted message is in ${words.name}'s log once, each refused one never, and each unclear one at most once, however often its step was replayed.`,
  `Posted hooks: ${listed(hooks)}. Events: ${events.toLocaleString('en')}, one per hook.`,
  `Resident memory of the app's process in MB, once per simulated minute: ${memory.map((megabytes) => megabytes.toFixed(0)).join(' ')}. The platform ends a process above 450.`,
  ...(problems.length > 0 ? ['**Problems:** see below.'] : []),
];

/** How to start the gateway of each app that has traffic. */
const GATEWAYS: Readonly<Record<string, typeof startMobivate>> = {
  mobivate: startMobivate,
  messagemedia: startMessageMedia,
};

export const load: Part = {
  name: 'load',
  title: 'Load',
  apps: Object.keys(GATEWAYS),
  run: async ({ proof, bundle, minutes, seed }) => {
    const gateway = await GATEWAYS[proof.app]?.(seed);
    if (!gateway) throw new Error(`There is no traffic for ${proof.app} in prove/load/gateways.`);
    const report = await runLoad(bundle, gateway, { minutes, seed, factor: FACTOR }, (minute, memory) =>
      progress(`${minute} of ${minutes} simulated minutes, ${memory.toFixed(0)} MB`),
    );
    return { summary: summaryOf(minutes, report), problems: report.problems };
  },
};
