// Measures each app against an empty app, and at volume. Prints tables. With --write, saves them to bench/results.md.
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import packageJson from '../apps/mobivate/package.json' with { type: 'json' };
import { appNamed } from '../tools/apps.ts';
import { SUBJECTS } from './apps/index.ts';
import { besideEmpty } from './beside-empty.ts';
import { benchRelay } from './relay/index.ts';
import type { Subject } from './subject.ts';
import { table } from './table.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { write: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } },
});

const verdict = (holds: boolean | undefined): string =>
  holds === undefined ? '' : holds ? 'holds' : 'broken';

const measure = async (subject: Subject): Promise<string> => {
  const { app, atVolume } = subject;
  const { rows, own } = await besideEmpty(subject, Number(values.runs));
  const volume = (await atVolume?.(own.folder)) ?? [];
  rmSync(own.folder, { recursive: true, force: true });
  const beside = table([
    ['', 'empty app', app, 'difference', 'bound', ''],
    ...rows.map(({ what, empty, own, difference, bound = '', holds }) => [
      what,
      empty,
      own,
      difference,
      bound,
      verdict(holds),
    ]),
  ]);
  const atScale = table([
    ['', 'connection', 'requests', 'seconds', 'peak memory', ''],
    ...volume.map(({ what, variant, requests, seconds, peak, outcome }) => [
      what,
      variant,
      String(requests),
      seconds,
      peak,
      outcome,
    ]),
  ]);
  const heading = `## ${app} compared with an empty app\n\n${beside}\n`;
  return volume.length > 0 ? `${heading}\n## ${app} at volume\n\n${atScale}\n` : heading;
};

if (positionals[0] === 'relay') {
  await benchRelay(values.write);
  process.exit();
}

const wanted = positionals.map(appNamed);
const subjects = SUBJECTS.filter(({ app }) => wanted.length === 0 || wanted.includes(app));

const sections: string[] = [];
for (const subject of subjects) sections.push(await measure(subject));

const report = `# Benchmark results

Measured by \`npm run bench\` on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, with the zip
that is published, and beside it an app that does nothing on the same core (zapier-platform-core ${packageJson.dependencies['zapier-platform-core']}). Medians of
${values.runs} pairs, run in turns, each in a process of its own. Requests go to the sandbox on the same machine.

${sections.join('\n')}`;

console.log(report);
if (values.write) writeFileSync(RESULTS, report);
