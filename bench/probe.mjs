// Measures an app in its own process, as Zapier runs it: loads the unpacked zip, then calls one method repeatedly.
// Plain JavaScript, so that the process loads nothing but the app.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEGABYTE = 1024 * 1024;
const [folder, task] = process.argv.slice(2);
const { method, inputData, authData, calls } = JSON.parse(readFileSync(task, 'utf8'));

const began = performance.now();
const { handler } = await import(pathToFileURL(join(folder, 'zapierwrapper.js')).href);
const load = performance.now() - began;

// Microseconds on the clock of Node's CPU profiles.
const clock = () => Number(process.hrtime.bigint() / 1000n);

const times = [];
const marks = { loaded: clock() };
let results;
for (let call = 0; call < calls; call += 1) {
  const started = performance.now();
  ({ results } = await handler({
    command: 'execute',
    method,
    calledFromCli: true,
    bundle: { authData, inputData, meta: { isLoadingSample: false, timezone: 'UTC' } },
  }));
  times.push(performance.now() - started);
  marks.first ??= clock();
}
marks.end = clock();

const rss = process.memoryUsage.rss() / MEGABYTE;
setFlagsFromString('--expose-gc');
runInNewContext('gc')();

const [first, ...warm] = times;
warm.sort((one, other) => one - other);
const measured = {
  load,
  first,
  warm: warm[Math.floor(warm.length / 2)] ?? first,
  rss,
  held: process.memoryUsage().heapUsed / MEGABYTE,
  peak: process.resourceUsage().maxRSS / 1024,
  results,
  marks,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);
