import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

const files = globSync('src/**/*.ts');

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, name = '']) =>
    name.startsWith('.') ? [normalize(join(dirname(file), name))] : [name],
  );

/** What the files of one folder must not import. */
const RULES: readonly (readonly [string, RegExp])[] = [
  ['src/mobivate', /^src\/(?:triggers|creates|searches|fields|zapier|[^/]+\.ts)|^zapier-platform-core/],
  ['src/sms', /^src\/(?!sms\/)|^zapier-platform-core/],
  ['src/zapier', /^src\/(?!sms\/|zapier\/)/],
  ['src/fields', /^src\/(?:triggers|creates|searches)\//],
  ['src/triggers', /^src\/(?:triggers|creates|searches)\//],
  ['src/creates', /^src\/(?:triggers|creates|searches)\//],
  ['src/searches', /^src\/(?:triggers|creates|searches)\//],
];

test.each(RULES)('%s keeps to its side', (folder, forbidden) => {
  const own = files.filter((file) => file.startsWith(`${folder}/`));
  const crossed = own.flatMap((file) =>
    importsOf(file)
      .filter((name) => forbidden.test(name))
      .map((name) => `${file} imports ${name}`),
  );
  expect(own.length).toBeGreaterThan(0);
  expect(crossed).toEqual([]);
});

test.each(['src/sms', 'src/zapier'])('%s knows nothing of Mobivate', (folder) => {
  const own = files.filter((file) => file.startsWith(`${folder}/`));
  expect(own.filter((file) => /mobivate/i.test(readFileSync(file, 'utf8')))).toEqual([]);
});
