import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
}

/** Folders of the packages that a production install has. */
const productionPackages = (): Set<string> => {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(`${root}package-lock.json`, 'utf8'),
  );
  const needed = Object.entries(packages).filter(
    ([path, { dev, devOptional, optional }]) => path && !dev && !devOptional && !optional,
  );
  return new Set(needed.map(([path]) => path));
};

/** `node_modules/a/node_modules/@b/c/index.js` belongs to the package `node_modules/a/node_modules/@b/c`. */
const packageOf = (file: string): string[] =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.slice(1, 2) ?? [];

/** Folders of all packages that are reachable by imports from the platform's core. */
const reachedPackages = async (): Promise<string[]> => {
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: { contents: "import 'zapier-platform-core'", resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: [],
    metafile: true,
    write: false,
    logLevel: 'error',
  });
  return [...new Set(Object.keys(metafile.inputs).flatMap(packageOf))];
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/'));

/**
 * The packages that an app loads at Zapier: from the folder here to the folder there. Nested packages move up where
 * possible, as in an npm install without devDependencies.
 */
export const layOutPackages = async (): Promise<Map<string, string>> => {
  const production = productionPackages();
  const reached = (await reachedPackages()).filter((path) => production.has(path));
  const places = new Map<string, string>();
  const taken = new Set(reached.filter((path) => path === nameOf(path)));
  for (const path of reached) {
    const place = taken.has(nameOf(path)) ? path : nameOf(path);
    taken.add(place);
    places.set(path, place);
  }
  return places;
};
