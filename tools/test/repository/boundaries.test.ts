import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/** Resolves an import of a workspace package to its file. */
const pathOf = (name: string, file: string): string => {
  if (name.startsWith('.')) return normalize(join(dirname(file), name));
  return name.replace(/^@messaging\/([^/]+)\/(.*)$/, 'packages/$1/src/$2.ts');
};

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) => pathOf(name, file));

const packages = (...names: string[]) => new RegExp(`^packages/(?!(?:${names.join('|')})/)|^apps/`);
const OPERATIONS = /^apps\/[^/]+\/src\/(?:triggers|creates|searches)\//;
const ZAPIER = /^packages\/zapier\/|^zapier-platform-core/;

/** Folders, and the imports that they must not have. */
const RULES: readonly (readonly [string, readonly RegExp[]])[] = [
  ['packages/errors/src', [packages('errors'), ZAPIER]],
  ['packages/sms/src', [packages('errors', 'gateway', 'sms'), ZAPIER]],
  ['packages/gateway/src', [packages('errors', 'gateway'), ZAPIER]],
  ['packages/zapier/src', [packages('errors', 'gateway', 'zapier')]],
  ['packages/fields/src', [packages('errors', 'sms', 'gateway', 'zapier', 'fields')]],
  [
    'apps/*/src/api',
    [ZAPIER, OPERATIONS, /^packages\/fields\//, /^apps\/[^/]+\/src\/(?:fields\/|[^/]+\.ts)/],
  ],
  ['apps/*/src/fields', [OPERATIONS]],
  ['apps/*/src/{triggers,creates,searches}', [OPERATIONS]],
];

test.each(RULES)('%s imports nothing that its layer must not', (folder, forbidden) => {
  const own = globSync(`${folder}/**/*.ts`);
  const crossed = own.flatMap((file) =>
    importsOf(file)
      .filter((name) => forbidden.some((pattern) => pattern.test(name)))
      .map((name) => `${file} imports ${name}`),
  );
  expect(own.length).toBeGreaterThan(0);
  expect(crossed).toEqual([]);
});

test('no app imports another app', () => {
  const appOf = (path: string) => /^apps\/([^/]+)\//.exec(path)?.[1];
  const crossed = globSync('apps/*/src/**/*.ts').flatMap((file) =>
    importsOf(file)
      .filter((name) => appOf(name) !== undefined && appOf(name) !== appOf(file))
      .map((name) => `${file} imports ${name}`),
  );
  expect(crossed).toEqual([]);
});

test('no package names a gateway', () => {
  const own = globSync('packages/*/src/**/*.ts');
  expect(
    own.filter((file) => /mobivate|messagemedia|sinch|mottasl|azeer/i.test(readFileSync(file, 'utf8'))),
  ).toEqual([]);
});
