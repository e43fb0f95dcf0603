// Runs the full fault matrix, fuzzing, load, and mutation tests. Takes minutes; see docs/reliability.md.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pc from 'picocolors';
import { buildApp } from '../tools/build.ts';
import { PROOFS, proofOf } from './apps/index.ts';
import { fuzz } from './parts/fuzz.ts';
import { load } from './parts/load.ts';
import { matrix } from './parts/matrix.ts';
import { mutation } from './parts/mutation.ts';
import type { Part } from './parts/part.ts';
import { secrets } from './parts/secrets.ts';
import { say } from './progress.ts';
import type { Proof } from './proof.ts';
import { proveRelay } from './relay/index.ts';
import { writeReport, writeSection } from './report.ts';

const USAGE = `Usage: npm run prove                      fault matrix, secrets, fuzz, and load
       npm run prove -- matrix fuzz       some of them
       npm run prove -- mutation          mutation testing, which takes an hour
       npm run prove -- relay             the relay on both stores; "relay kill" for cases with that in their name
       --app mobivate  of one app only
       --seed 7       other inputs and other traffic (1)
       --runs 1000    generated inputs of each kind (100000)
       --minutes 2    simulated minutes of load (20)
       --write        puts the summary into docs/reliability.md

The tables of a run are in build/prove/<app>/.`;

const USUAL: readonly Part[] = [matrix, secrets, fuzz, load];
const ALL: readonly Part[] = [...USUAL, mutation];
const SHOWN = 40;

const numberOf = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${text} is not a number of 1 or more.\n\n${USAGE}`);
  return value;
};

const read = () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '20' },
      write: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((name) => !ALL.some((part) => part.name === name));
  if (unknown !== undefined) throw new Error(`Unknown part: ${unknown}.\n\n${USAGE}`);
  const parts = positionals.length > 0 ? ALL.filter(({ name }) => positionals.includes(name)) : USUAL;
  const options = {
    seed: numberOf(values.seed),
    runs: numberOf(values.runs),
    minutes: numberOf(values.minutes),
  };
  const proofs = values.app === undefined ? PROOFS : [proofOf(values.app)];
  return { parts, proofs, options, write: values.write };
};

type Asked = ReturnType<typeof read>;

/** The command that reproduces these figures. */
const commandFor = ({ name }: Part, { app }: Proof, { seed, runs, minutes }: Asked['options']): string => {
  const more = {
    matrix: ` --seed ${seed}`,
    secrets: ` --seed ${seed}`,
    fuzz: ` --seed ${seed} --runs ${runs}`,
    load: ` --seed ${seed} --minutes ${minutes}`,
    mutation: '',
  }[name];
  return `npm run prove -- ${name} --app ${app}${more}`;
};

/** Runs one part on one app and prints the result. */
const runPart = async (part: Part, proof: Proof, { options, write }: Asked, bundle: string) => {
  const title = `${part.title} of ${proof.app}`;
  say(pc.bold(`${title} (seed ${options.seed})`));
  const began = performance.now();
  const report = await part.run({ ...options, proof, bundle });
  for (const line of report.summary) say(`  ${line}`);
  for (const problem of report.problems.slice(0, SHOWN)) say(pc.red(`  ✗ ${problem}`));
  const isGood = report.problems.length === 0;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  say(
    isGood
      ? pc.green(`✓ ${title}, ${seconds} s`)
      : pc.red(`✗ ${title}: ${report.problems.length} problems, ${seconds} s`),
  );
  const command = commandFor(part, proof, options);
  say(`  ${writeReport(part, proof, report, command)}`);
  if (write) writeSection(part, proof, report, command);
  return isGood;
};

const prove = async (): Promise<boolean> => {
  const [, , first, ...rest] = process.argv;
  if (first === 'relay') return proveRelay(rest);
  const asked = read();
  // The platform also prints the app's log.
  for (const stream of ['log', 'error'] as const) console[stream] = () => {};
  let isProven = true;
  for (const proof of asked.proofs) {
    const outdir = fileURLToPath(new URL(`../build/prove/${proof.app}/`, import.meta.url));
    await buildApp(proof.app, outdir);
    for (const part of asked.parts.filter(({ apps = [proof.app] }) => apps.includes(proof.app))) {
      isProven = (await runPart(part, proof, asked, `${outdir}index.js`)) && isProven;
    }
  }
  return isProven;
};

try {
  process.exitCode = (await prove()) ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : 'Something unexpected went wrong.');
  process.exitCode = 1;
}
