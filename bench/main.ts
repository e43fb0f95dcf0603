// Measures each app against an empty app and at volume. With --write, saves the tables to bench/results.md.
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import packageJson from '../apps/mobivate/package.json' with { type: 'json' };
import { appNamed } from '../tools/apps.ts';
import { SUBJECTS } from './apps/index.ts';
import { besideEmpty } from './beside-empty.ts';
import { profileRows } from './profile.ts';
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
  const { rows, own, spent } = await besideEmpty(subject, Number(values.runs));
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
  const profiled = (what: string, of: 'cold' | 'warm') =>
    table([[`${what}, ms`, 'empty app', app, 'difference'], ...profileRows(spent.empty[of], spent.own[of])]);
  return [
    `## ${app} compared with an empty app`,
    beside,
    `## Where the time of ${app} goes`,
    profiled('a warm call with one request', 'warm'),
    profiled('cold start to the first answer', 'cold'),
    ...(volume.length > 0 ? [`## ${app} at volume`, atScale] : []),
  ].join('\n\n');
};

if (positionals[0] === 'relay') {
  await benchRelay(values.write);
  process.exit();
}

const wanted = positionals.map(appNamed);
const subjects = SUBJECTS.filter(({ app }) => wanted.length === 0 || wanted.includes(app));

const sections: string[] = [];
for (const subject of subjects) sections.push(await measure(subject));

/** Explains why a warm call and the memory stay above their bounds. */
const REASONS = `## What keeps a call from being cheaper

- **The definition.** For each call, the core copies, compiles, and freezes the whole definition of the app. The time
  grows with the number of fields and is spent before the app's code runs. Fewer output fields would make it cheaper,
  and would take values away from Zap builders.
- **The connection.** Each step opens its own connection, where an empty app reuses one. If a gateway closes a kept
  connection at the moment a request leaves, it is unclear whether the message was sent. A new connection avoids
  that. It costs less than 1 % of the time that a user waits for a gateway on the internet.
- **The memory.** Most of the difference is garbage that Node has not collected yet. The row "held after a garbage
  collection" shows what stays.
- **The cold start.** Nearly all of it is the core, which an empty app loads as well. The app's part is its own bundle
  and, at the first phone number, the numbering plans of all countries.
`;

const report = `# Benchmark results

Measured by \`npm run bench\` on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, with the zip
that is published, and beside it an app that does nothing on the same core (zapier-platform-core ${packageJson.dependencies['zapier-platform-core']}). Medians of
${values.runs} pairs, run in turns, each in a process of its own. Requests go to the sandbox on the same machine.

${sections.join('\n\n')}

${REASONS}`;

console.log(report);
if (values.write) writeFileSync(RESULTS, report);
