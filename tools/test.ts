// Runs all checks: tests, lint, types, and schema validation. Ends with one line: "N passed, N failed".
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createColors } from 'picocolors';
import { APPS, folderOf } from './apps.ts';
import { buildApps } from './build.ts';
import { type Outcome, runProgram } from './program.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const unitReport = `${root}.cache/unit.json`;

const paint = createColors(Boolean(process.stdout.isTTY) && !process.env.CI && !process.env.NO_COLOR);

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

const single = (name: string, { ok, output }: Outcome): Result => ({
  name,
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  output,
});

const UNITS = 'unit and end-to-end tests, coverage 100 %';

const runUnits = async (): Promise<Result> => {
  const { ok, output } = await runProgram([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--coverage',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  if (!existsSync(unitReport)) return single(UNITS, { ok: false, output });
  const report = JSON.parse(readFileSync(unitReport, 'utf8'));
  const broken = report.numFailedTests + report.numFailedTestSuites + report.numPendingTests;
  // Vitest also fails if all tests pass but coverage is too low.
  const coverageFailed = !ok && broken === 0 ? 1 : 0;
  return {
    name: UNITS,
    passed: report.numPassedTests + 1 - coverageFailed,
    failed: broken + coverageFailed,
    output,
  };
};

/** The CLI exits with 0 even if checks fail, so this reads its counts. */
const validate = async (app: string): Promise<Result> => {
  const { ok, output } = await runProgram(
    [`${root}node_modules/.bin/zapier-platform`, 'validate', '--without-style'],
    folderOf(app),
  );
  const clean = ok && /No structural errors found/i.test(output);
  return single(`zapier-platform validate, ${app}`, { ok: clean, output });
};

const show = ({ name, passed, failed, output }: Result, since: number): void => {
  const seconds = ((Date.now() - since) / 1000).toFixed(1);
  console.log(`${failed === 0 ? paint.green('✓') : paint.red('✗')} ${name} (${passed} passed, ${seconds} s)`);
  if (failed > 0) console.log(output.trimEnd());
};

const timed = async (work: () => Promise<Result>): Promise<Result> => {
  const since = Date.now();
  const result = await work();
  show(result, since);
  return result;
};

rmSync(`${root}.cache`, { recursive: true, force: true });
mkdirSync(`${root}.cache`, { recursive: true });
await buildApps();
const results = await Promise.all([
  timed(async () => single('lint', await runProgram(['node_modules/.bin/biome', 'check', '.']))),
  timed(async () => single('types', await runProgram(['node_modules/.bin/tsc']))),
  timed(async () =>
    single('types of the page', await runProgram(['node_modules/.bin/tsc', '-p', 'lab/page'])),
  ),
  timed(runUnits),
]);
for (const app of APPS) results.push(await timed(() => validate(app)));

const total = (count: 'passed' | 'failed') => results.reduce((sum, result) => sum + result[count], 0);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
