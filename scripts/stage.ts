import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from './build.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

const readJson = <T>(name: string): T => JSON.parse(readFileSync(`${root}${name}`, 'utf8'));

/** Folders of the packages that the app cannot run without. */
const productionPackages = (): string[] => {
  const { packages } = readJson<{ packages: Record<string, Locked> }>('package-lock.json');
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional)
    .map(([path]) => path);
};

/**
 * Lays out the app as it is installed at Zapier: the bundle and the packages it needs there. It is done outside the
 * project, because the platform's CLI also packs what it finds in the folders above, and the package.json of every
 * package, of which development needs more than a thousand.
 * @returns the folder, which the caller removes
 */
export const stageApp = async (): Promise<string> => {
  await buildApp();
  const stage = mkdtempSync(join(tmpdir(), 'mobivate-zapier-stage-'));
  cpSync(`${root}dist`, `${stage}/dist`, { recursive: true });
  const { scripts, devDependencies, ...manifest } = readJson<Record<string, unknown>>('package.json');
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of productionPackages()) {
    const itsOwnPackages = `${root}${path}/node_modules`;
    cpSync(`${root}${path}`, `${stage}/${path}`, {
      recursive: true,
      filter: (source) => source !== itsOwnPackages,
    });
  }
  return stage;
};
