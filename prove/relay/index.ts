import { parseArgs } from 'node:util';
import type { PartReport } from '../parts/part.ts';
import { say } from '../progress.ts';
import { replaceSection } from '../report.ts';
import { crashes } from './crashes.ts';
import { deliveries } from './deliveries.ts';
import { type Case, type StoreKind, startWorld } from './tools.ts';

const STORES: readonly StoreKind[] = ['sqlite', 'postgres'];

interface Result {
  readonly name: string;
  readonly store: StoreKind;
  /** The line in the summary. */
  readonly line: string;
  /** What failed, or `null`. */
  readonly problem: string | null;
}

const runCase = async ({ name, environment, run }: Case, store: StoreKind): Promise<Result> => {
  const began = performance.now();
  const world = await startWorld(store, environment);
  try {
    const seen = await run(world, store);
    return { name, store, line: `- ${name}, on ${store}: ${seen}.`, problem: null };
  } catch (error) {
    const problem = `${name}, on ${store}: ${error instanceof Error ? error.message : 'failed'}`;
    return { name, store, line: `- **${name}, on ${store}: does not hold.**`, problem };
  } finally {
    await world.close();
    say(`  ${name}, on ${store}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
};

/**
 * Tests the relay's promises with real processes, on both stores.
 * @param args words that the names of cases must contain, and `--write`
 */
export const proveRelay = async (args: string[]): Promise<boolean> => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const cases = [...crashes, ...deliveries].filter(({ name }) =>
    positionals.every((word) => name.includes(word)),
  );
  const results: Result[] = [];
  const runOn = async (store: StoreKind, some: readonly Case[]): Promise<void> => {
    for (const one of some) if (one.stores?.includes(store) ?? true) results.push(await runCase(one, store));
  };
  const together = cases.filter(({ isTimed }) => !isTimed);
  await Promise.all(STORES.map((store) => runOn(store, together)));
  for (const store of STORES)
    await runOn(
      store,
      cases.filter(({ isTimed }) => isTimed),
    );
  const place = ({ name, store }: Result): number =>
    cases.findIndex((one) => one.name === name) + STORES.indexOf(store) / 10;
  results.sort((one, other) => place(one) - place(other));
  const summary = results.map(({ line }) => line);
  const problems = results.flatMap(({ problem }) => problem ?? []);
  for (const line of [...summary, ...problems]) say(line);
  const report: PartReport = { summary, problems };
  if (values.write) replaceSection('relay', 'The relay', report, 'npm run prove -- relay');
  say(`${summary.length - problems.length} hold, ${problems.length} do not`);
  return problems.length === 0;
};
