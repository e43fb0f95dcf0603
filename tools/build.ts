import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type OutputFile, type Plugin } from 'esbuild';
import { APPS, appNamed, folderOf } from './apps.ts';

/** Index of the formatting patterns in a country's phone metadata. */
const FORMATS = 4;

/** Numbers are parsed, never formatted for people. Without the formatting patterns the phone metadata is half as big. */
const leanPhoneMetadata: Plugin = {
  name: 'lean-phone-metadata',
  setup: (bundler) =>
    bundler.onLoad({ filter: /metadata\.mobile\.json\.js$/ }, async ({ path }) => {
      const { default: metadata } = await import(path);
      const lean = structuredClone(metadata);
      for (const plan of [...Object.values(lean.countries), ...Object.values(lean.nonGeographic)]) {
        if (Array.isArray(plan)) plan[FORMATS] = 0;
      }
      return { contents: `export default ${JSON.stringify(lean)}` };
    }),
};

/**
 * When an ES module imports `node:http`, Node reads every name it exports, and one of them loads Node's whole `fetch`:
 * 11 ms and some megabytes at each cold start. Taken as a built-in module it costs nothing, because the core has loaded it.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^node:http$/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    bundler.onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
    }));
  },
};

/** Replaces only what changed, each file at once, so that a program can load the bundle while it is built again. */
const replaceFiles = (folder: string, files: readonly OutputFile[]): void => {
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
  const built = new Set(files.map(({ path }) => basename(path)));
  const stale = readdirSync(folder).filter((name) => name.endsWith('.js') && !built.has(name));
  for (const name of stale) rmSync(`${folder}/${name}`);
};

/** Bundles an app's `src/` into `index.js`. Dynamic imports become chunks that load on first use. */
export const buildApp = async (app: string, outdir = `${folderOf(app)}/dist`): Promise<void> => {
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: folderOf(app),
    entryPoints: ['src/index.ts'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['zapier-platform-core', 'lodash', 'lodash/*'],
    plugins: [leanPhoneMetadata, leanHttp],
    legalComments: 'none',
    logLevel: 'warning',
  });
  replaceFiles(outdir, outputFiles);
};

/** Bundles every app. */
export const buildApps = async (): Promise<void> => {
  await Promise.all(APPS.map((app) => buildApp(app)));
};

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name] = process.argv;
  await (name === undefined ? buildApps() : buildApp(appNamed(name)));
}
