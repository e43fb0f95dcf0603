import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from './apps.ts';
import { buildApp } from './build.ts';
import { layOutPackages } from './packages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The app's sources that Zapier gets beside the zip. The staged .gitignore excludes everything else. */
const SOURCES = ['src', 'README.md', 'CHANGELOG.md'];

/** The sources it gets from the root of the project. */
const SHARED_SOURCES = ['packages', 'tsconfig.json', 'package-lock.json', '.gitignore'];

const copyPackage = (from: string, to: string): void => {
  const itsOwnPackages = join(from, 'node_modules');
  cpSync(from, to, { recursive: true, filter: (source) => source !== itsOwnPackages });
};

/** Skips package.json files, because the platform's CLI packs every one that it finds. */
const isSource = (path: string): boolean => !/\/packages\/[^/]+\/package\.json$/.test(path);

const copySources = (from: string, names: readonly string[], stage: string): void => {
  for (const name of names.filter((source) => existsSync(from + source))) {
    cpSync(from + name, `${stage}/${name}`, { recursive: true, filter: isSource });
  }
};

/**
 * Copies an app into a temporary folder as it runs at Zapier: the bundle, the packages it loads, and its sources. The
 * folder is outside the project, because the platform's CLI would pack over a thousand development packages.
 * @returns the folder, which the caller must remove
 */
export const stageApp = async (app: string): Promise<string> => {
  const stage = mkdtempSync(join(tmpdir(), `${app}-stage-`));
  const folder = folderOf(app);
  await buildApp(app, `${stage}/dist`);
  copySources(`${folder}/`, SOURCES, stage);
  copySources(root, SHARED_SOURCES, stage);
  const { scripts, devDependencies, ...manifest } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  );
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [from, to] of await layOutPackages()) copyPackage(root + from, `${stage}/${to}`);
  return stage;
};
