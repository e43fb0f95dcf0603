import { parseArgs } from 'node:util';
import type { PartReport } from '../parts/part.ts';
import { say } from '../progress.ts';
import { replaceSection } from '../report.ts';
import { crashes } from './crashes.ts';
import { deliveries } from './deliveries.ts';
import { type Case, type StoreKind, startWorld } from './tools.ts';

const STORES: readonly StoreKind[] = ['sqlite', 'postgres'];

const runCase = async ({ name, environment, run }: Case, store: StoreKind) => {
  const began = performance.now();
  const world = await startWorld(store, environment);
  try {
    const seen = await run(world, store);
    return { line: `- ${name}, on ${store}: ${seen}.`, problem: null };
  } catch (error) {
    const problem = `${name}, on ${store}: ${error instanceof Error ? error.message : 'failed'}`;
    return { line: `- **${name}, on ${store}: not as it must be.**`, problem };
  } finally {
    await world.close();
    say(`  ${name}, on ${store}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
};

/**
 * Proves what the relay promises, with real processes, on both stores.
 * @param args words that the names of the cases must have, and `--write`
 */
export const proveRelay = async (args: string[]): Promise<boolean> => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { write: { type: 'boolean', default: false } },
  });
  const summary: string[] = [];
  const problems: string[] = [];
  const cases = [...crashes, ...deliveries].filter(({ name }) =>
    positionals.every((word) => name.includes(word)),
  );
  for (const one of cases)
    for (const store of one.stores ?? STORES) {
      const { line, problem } = await runCase(one, store);
      summary.push(line);
      if (problem) problems.push(problem);
      say(line);
      if (problem) say(problem);
    }
  const report: PartReport = { summary, problems };
  if (values.write) replaceSection('relay', 'The relay', report, 'npm run prove -- relay');
  say(`${summary.length - problems.length} hold, ${problems.length} do not`);
  return problems.length === 0;
};
