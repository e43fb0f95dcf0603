import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));

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
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['zapier-platform-core', 'lodash', 'lodash/*'],
    legalComments: 'none',
    logLevel: 'warning',
  });
};

if (import.meta.main ?? process.argv[1] === fileURLToPath(import.meta.url)) await buildApp();
