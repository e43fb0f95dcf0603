import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

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

/** Bundles `src/` into `dist/index.js`; parts behind a dynamic import become chunks that load at first use. */
export const buildApp = async (): Promise<void> => {
  rmSync(`${root}dist`, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['zapier-platform-core', 'lodash', 'lodash/*'],
    plugins: [leanPhoneMetadata],
    legalComments: 'none',
    logLevel: 'warning',
  });
};

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) await buildApp();
