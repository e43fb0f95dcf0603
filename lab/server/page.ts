import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../page/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Bundles the page, in memory; files by their path. */
export const bundlePage = async (): Promise<ReadonlyMap<string, PageFile>> => {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.tsx'],
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    assetNames: 'fonts/[name]',
    legalComments: 'none',
    logLevel: 'warning',
  });
  const typeOf = (path: string): string => TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const file = (path: string, body: Uint8Array): [string, PageFile] => [
    path,
    { type: typeOf(path), body: new Uint8Array(body) },
  ];
  return new Map(
    [
      file('/', readFileSync(`${folder}index.html`)),
      ...outputFiles.map(({ path, contents }) => file(path, contents)),
    ].map(([path, entry]) => [path, path === '/' ? { ...entry, type: typeOf('index.html') } : entry]),
  );
};
