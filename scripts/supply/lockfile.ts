import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const root = fileURLToPath(new URL('../../', import.meta.url));

const versions = v.optional(v.record(v.string(), v.string()), {});

const manifestSchema = v.object({
  dependencies: versions,
  devDependencies: versions,
  // A package for all, or for what one package asks for.
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

/** A package of the lockfile, where it is installed. */
export interface Locked extends v.InferOutput<typeof lockedSchema> {
  /** Its folder, such as `node_modules/a/node_modules/@b/c`. */
  readonly path: string;
  readonly name: string;
}

/** What package.json asks for. */
export const readManifest = (): v.InferOutput<typeof manifestSchema> =>
  v.parse(manifestSchema, JSON.parse(readFileSync(`${root}package.json`, 'utf8')));

/** The root of the lockfile, and every package that it pins. */
export const readLockfile = (): { root: Locked; packages: Locked[] } => {
  const { packages } = v.parse(lockfileSchema, JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
  const all = Object.entries(packages).map(([path, locked]): Locked => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return { path, name, ...locked };
  });
  const [top, ...pinned] = all;
  if (top?.path !== '') throw new Error('The lockfile has no root.');
  return { root: top, packages: pinned };
};
