import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../../', import.meta.url));

const versions = v.optional(v.record(v.string(), v.string()), {});

const dependencies = { dependencies: versions, devDependencies: versions };

const workspaceSchema = v.object({ workspaces: v.optional(v.array(v.string()), []), ...dependencies });

const manifestSchema = v.object({
  ...workspaceSchema.entries,
  // Global, or for the dependencies of one package.
  overrides: v.record(v.string(), v.union([v.string(), v.record(v.string(), v.string())])),
  allowScripts: v.record(v.string(), v.boolean()),
});

const lockedSchema = v.object({
  version: v.optional(v.string()),
  integrity: v.optional(v.string()),
  license: v.optional(v.string()),
  link: v.optional(v.boolean(), false),
  hasInstallScript: v.optional(v.boolean(), false),
  dependencies: versions,
  devDependencies: versions,
});

const lockfileSchema = v.object({ packages: v.record(v.string(), lockedSchema) });

/** An installed package in the lockfile. */
export interface Locked extends v.InferOutput<typeof lockedSchema> {
  /** Its folder, such as `node_modules/a/node_modules/@b/c`. */
  readonly path: string;
  readonly name: string;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(`${root}${file}`, 'utf8'));

/** Reads the package.json at the root. */
export const readManifest = (): v.InferOutput<typeof manifestSchema> =>
  v.parse(manifestSchema, readJson('package.json'));

/** A package.json of the project. `file` is its path from the root. */
export interface Manifest extends v.InferOutput<typeof workspaceSchema> {
  readonly file: string;
}

/** Reads the package.json of the root and of each workspace. */
export const readManifests = (): Manifest[] => {
  const files = readManifest().workspaces.flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root }),
  );
  return ['package.json', ...files].map((file) => ({
    file,
    ...v.parse(workspaceSchema, readJson(file)),
  }));
};

/** The third-party dependencies of a manifest. */
export const foreignDependencies = ({
  file,
  dependencies,
  devDependencies,
}: Manifest): { file: string; name: string; version: string }[] =>
  Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name]) => !name.startsWith('@messaging/'))
    .map(([name, version]) => ({ file, name, version }));

/** Reads the lockfile: the root, the project's workspaces, and every pinned package. */
export const readLockfile = (): { root: Locked; workspaces: Locked[]; packages: Locked[] } => {
  const { packages } = v.parse(lockfileSchema, readJson('package-lock.json'));
  const all = Object.entries(packages).map(([path, locked]): Locked => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { path, name, ...locked };
  });
  const [top, ...rest] = all;
  if (top?.path !== '') throw new Error('The lockfile has no root.');
  const isPinned = ({ path, link }: Locked) => path.includes('node_modules/') && !link;
  return {
    root: top,
    workspaces: rest.filter(({ path }) => !path.includes('node_modules/')),
    packages: rest.filter(isPinned),
  };
};
