import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { APPS, appNamed, folderOf } from './apps.ts';

/** In a country's plan of the phone metadata, the patterns by which numbers are formatted for reading. */
const FORMATS = 4;

/** Numbers are read, never formatted for people: without the patterns for that the phone metadata is half as big. */
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

/** Of the package.json only the version is read, so only the version goes into the bundle. */
const leanManifest: Plugin = {
  name: 'lean-manifest',
  setup: (bundler) =>
    bundler.onLoad({ filter: /package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/**
 * An ES module that imports `node:http` makes Node read every name it exports, and one of them loads Node's whole
 * fetch: 11 ms and some megabytes that nobody asked for. Taken as it is, it costs nothing, for the core has it already.
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

/** Bundles an app's `src/` into `index.js`; parts behind a dynamic import become chunks that load at first use. */
export const buildApp = async (app: string, outdir = `${folderOf(app)}/dist`): Promise<void> => {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: folderOf(app),
    entryPoints: ['src/index.ts'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // V8 leaves the body of a function for later, but reads that of a short arrow function at once: 1 ms of loading.
    supported: { arrow: false },
    external: ['zapier-platform-core', 'lodash', 'lodash/*'],
    plugins: [leanPhoneMetadata, leanManifest, leanHttp],
    legalComments: 'none',
    logLevel: 'warning',
  });
};

/** Bundles every app. */
export const buildApps = async (): Promise<void> => {
  await Promise.all(APPS.map((app) => buildApp(app)));
};

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name] = process.argv;
  await (name === undefined ? buildApps() : buildApp(appNamed(name)));
}
