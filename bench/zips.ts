import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../apps/mobivate/package.json' with { type: 'json' };
import { runProgram } from '../tools/program.ts';
import { stageApp } from '../tools/stage.ts';
import { unpackZip } from '../tools/zip.ts';

const CLI = fileURLToPath(new URL('../node_modules/.bin/zapier-platform', import.meta.url));

/** A built app: the size of its zip in bytes, and the folder it was unpacked to. */
export interface Built {
  readonly bytes: number;
  readonly folder: string;
}

const build = async (project: string): Promise<Built> => {
  const { ok, output } = await runProgram([CLI, 'build', '--skip-dep-install', '--skip-validation'], project);
  if (!ok) throw new Error(`Could not build the zip: ${output}`);
  const zip = readFileSync(`${project}/build/build.zip`);
  rmSync(project, { recursive: true, force: true });
  return { bytes: zip.length, folder: unpackZip(zip) };
};

/** Builds the zip of an app, as it is published. */
export const buildOwn = async (app: string): Promise<Built> => build(await stageApp(app));

const CORE = packageJson.dependencies['zapier-platform-core'];

/** The smallest app: an action that does nothing, and one that makes the request of a send. */
const EMPTY_APP = `
import zapier, { defineApp } from 'zapier-platform-core';
const create = (key, perform) => ({
  key,
  noun: 'Thing',
  display: { label: 'Make Thing', description: 'Makes a thing.' },
  operation: { perform, sample: { id: '1' } },
});
export default defineApp({
  version: '1.0.0',
  platformVersion: zapier.version,
  creates: {
    nothing: create('nothing', async () => ({ id: '1' })),
    post: create('post', async (z, { inputData: { url, headers, body } }) =>
      (await z.request({ url, method: 'POST', headers, body })).data),
  },
});
`;

const EMPTY_PACKAGE = {
  name: 'empty',
  version: '1.0.0',
  type: 'module',
  exports: './index.js',
  dependencies: { 'zapier-platform-core': CORE },
  // The platform's CLI cannot build an app with a newer version.
  overrides: { 'get-intrinsic': '1.3.0' },
};

/** Builds an empty app on the same core, installed with npm. Needs the npm registry. */
export const buildEmpty = async (): Promise<Built> => {
  const project = mkdtempSync(join(tmpdir(), 'empty-app-'));
  writeFileSync(`${project}/package.json`, JSON.stringify(EMPTY_PACKAGE));
  writeFileSync(`${project}/index.js`, EMPTY_APP);
  writeFileSync(`${project}/.gitignore`, 'node_modules/\n');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project });
  return build(project);
};
