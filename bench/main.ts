// Measures what the app costs, beside an app that does nothing, and at volume. Prints tables; --write keeps them.
import { rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import packageJson from '../apps/mobivate/package.json' with { type: 'json' };
import { besideEmpty } from './beside-empty.ts';
import { table } from './table.ts';
import { atVolume } from './volume.ts';

const RESULTS = fileURLToPath(new URL('results.md', import.meta.url));

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } },
});

const verdict = (holds: boolean | undefined): string =>
  holds === undefined ? '' : holds ? 'holds' : 'broken';

const { rows, own } = await besideEmpty(Number(values.runs));
const volume = await atVolume(own.folder);
rmSync(own.folder, { recursive: true, force: true });

const report = `# What it costs

Measured by \`npm run bench\` on Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}, with the zip
that is published, and beside it an app that does nothing on the same core (zapier-platform-core ${packageJson.dependencies['zapier-platform-core']}). Medians of
${values.runs} pairs, run in turns, each in a process of its own. Requests go to the sandbox on the same machine.

## Beside an app that does nothing

${table([
  ['', 'empty app', 'Mobivate', 'difference', 'bound', ''],
  ...rows.map(({ what, empty, own, difference, bound = '', holds }) => [
    what,
    empty,
    own,
    difference,
    bound,
    verdict(holds),
  ]),
])}

## At volume

${table([
  ['', 'platform', 'requests', 'seconds', 'peak memory', ''],
  ...volume.map(({ what, platform, requests, seconds, peak, outcome }) => [
    what,
    platform,
    String(requests),
    seconds,
    peak,
    outcome,
  ]),
])}
`;

console.log(report);
if (values.write) writeFileSync(RESULTS, report);
