import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './build.ts';
import { layOutPackages } from './packages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** What Zapier is given to read beside the zip that it runs; .gitignore keeps everything else out of it. */
const SOURCES = ['src', 'README.md', 'CHANGELOG.md', 'tsconfig.json', 'package-lock.json', '.gitignore'];

const copyPackage = (from: string, to: string): void => {
  const itsOwnPackages = join(from, 'node_modules');
  cpSync(from, to, { recursive: true, filter: (source) => source !== itsOwnPackages });
};

/**
 * Lays out the app as it runs at Zapier: the bundle, the packages that it loads there, and the sources. It is done
 * outside the project, because the platform's CLI packs the package.json of every package that it finds, of which
 * development needs more than a thousand, and some more that the platform's core names and never loads.
 * @returns the folder, which the caller removes
 */
export const stageApp = async (): Promise<string> => {
  const stage = mkdtempSync(join(tmpdir(), 'mobivate-zapier-stage-'));
  await buildApp(`${stage}/dist`);
  for (const source of SOURCES.filter((name) => existsSync(root + name))) {
    cpSync(root + source, `${stage}/${source}`, { recursive: true });
  }
  const { scripts, devDependencies, ...manifest } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [from, to] of await layOutPackages()) copyPackage(root + from, `${stage}/${to}`);
  return stage;
};
