import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderOf } from './apps.ts';
import { buildApp } from './build.ts';
import { layOutPackages } from './packages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What Zapier is given to read beside the zip that it runs; .gitignore keeps everything else out of it. */
const SOURCES = ['src', 'README.md', 'CHANGELOG.md'];

/** The same, from the root of the project. */
const SHARED_SOURCES = ['packages', 'tsconfig.json', 'package-lock.json', '.gitignore'];

const copyPackage = (from: string, to: string): void => {
  const itsOwnPackages = join(from, 'node_modules');
  cpSync(from, to, { recursive: true, filter: (source) => source !== itsOwnPackages });
};

/** The platform's CLI packs every package.json that it finds. */
const isSource = (path: string): boolean => !/\/packages\/[^/]+\/package\.json$/.test(path);

const copySources = (from: string, names: readonly string[], stage: string): void => {
  for (const name of names.filter((source) => existsSync(from + source))) {
    cpSync(from + name, `${stage}/${name}`, { recursive: true, filter: isSource });
  }
};

/**
 * Lays out the app as it runs at Zapier: the bundle, the packages that it loads there, and the sources. It is done
 * outside the project, because the platform's CLI packs the package.json of every package that it finds, of which
 * development needs more than a thousand, and some more that the platform's core names and never loads.
 * @returns the folder, which the caller removes
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
