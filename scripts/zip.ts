import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { type Outcome, runProgram } from './program.ts';
import { stageApp } from './stage.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The zip that would be uploaded. */
export const ZIP = `${root}build/build.zip`;

/** Loads the unpacked zip as Zapier does and asks it for its definition: a file that is missing shows here. */
const LOADER = `
import { handler } from './zapierwrapper.js';
const { results } = await handler({ command: 'definition' });
const operations = [results.triggers, results.creates, results.searches].flatMap((group) => Object.keys(group ?? {}));
if (operations.length === 0) throw new Error('the definition holds no operation');
console.log(operations.join(' '));
`;

/** Unpacks the zip outside the project, where nothing of the project can help it to load. */
export const unpackZip = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mobivate-zapier-'));
  for (const [name, content] of Object.entries(unzipSync(readFileSync(ZIP)))) {
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

/** Builds the zip with the platform's CLI. */
export const buildZip = async (): Promise<Outcome> => {
  const stage = await stageApp();
  try {
    const cli = `${root}node_modules/.bin/zapier-platform`;
    const built = await runProgram([cli, 'build', '--skip-dep-install', '--skip-validation'], stage);
    if (built.ok) cpSync(`${stage}/build/build.zip`, ZIP);
    return built;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
};

/** Builds the zip that would be uploaded and loads it. */
export const checkZip = async (): Promise<Outcome> => {
  const built = await buildZip();
  if (!built.ok) return built;
  const folder = unpackZip();
  try {
    writeFileSync(join(folder, 'load.mjs'), LOADER);
    return await runProgram([join(folder, 'load.mjs')], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
