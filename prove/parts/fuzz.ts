import { hookProperty } from '../fuzz/hooks.ts';
import type { Property } from '../fuzz/property.ts';
import { hugeProperty, textProperties } from '../fuzz/texts.ts';
import { progress } from '../progress.ts';
import type { Part } from './part.ts';

/** Inputs run in batches, so that each step can free its memory. */
const LOT = 1_000;

/** Huge inputs are rarer, because they take a thousand times as long. */
const HUGE_SHARE = 500;

interface Checked {
  readonly name: string;
  readonly runs: number;
  readonly seconds: number;
  readonly problem: string | null;
}

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` ${error.cause.message}` : '';
  return `${error.message.slice(0, 600)}${cause.slice(0, 300)}`.replace(/\s+/g, ' ');
};

const check = async ({ name, check: checkLot }: Property, seed: number, runs: number): Promise<Checked> => {
  const began = performance.now();
  let problem: string | null = null;
  let done = 0;
  for (; done < runs && problem === null; done += LOT) {
    progress(`${done.toLocaleString('en')} of ${runs.toLocaleString('en')}: ${name}`);
    problem = await checkLot(seed + done / LOT, Math.min(LOT, runs - done)).then(() => null, messageOf);
  }
  return { name, runs: Math.min(done, runs), seconds: (performance.now() - began) / 1000, problem };
};

export const fuzz: Part = {
  name: 'fuzz',
  title: 'Fuzz',
  run: async ({ proof, bundle, seed, runs }) => {
    const app: { default: object } = await import(bundle);
    const perText = Math.ceil(runs / textProperties.length);
    const checked = [await check(hookProperty(app.default, proof.authData), seed, runs)];
    for (const property of proof.properties?.(app.default) ?? [])
      checked.push(await check(property, seed, perText));
    for (const property of textProperties) checked.push(await check(property, seed, perText));
    checked.push(await check(hugeProperty, seed, Math.ceil(runs / HUGE_SHARE)));
    const inputs = checked.reduce((sum, { runs: done }) => sum + done, 0);
    return {
      problems: checked.flatMap(({ name, problem }) => (problem === null ? [] : [`${name}: ${problem}`])),
      summary: [
        `${checked.length} properties, ${inputs.toLocaleString('en')} generated inputs. Memory at the end: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB.`,
      ],
      details: [
        '| property | inputs | seconds |',
        '|---|---|---|',
        ...checked.map(
          (one) =>
            `| ${one.name}${one.problem === null ? '' : ' **fails**'} | ${one.runs.toLocaleString('en')} | ${one.seconds.toFixed(1)} |`,
        ),
      ],
    };
  },
};
