import { allowed, licences } from '../../scripts/supply/licences.ts';
import { readLockfile, readManifest } from '../../scripts/supply/lockfile.ts';
import { foreignFiles } from '../../scripts/supply/zip-files.ts';

const manifest = readManifest();
const { root, packages } = readLockfile();

test('every dependency is asked for in one version', () => {
  const { dependencies, devDependencies, overrides } = manifest;
  const overridden = Object.entries(overrides).flatMap(([name, version]) =>
    typeof version === 'string' ? [[name, version] as const] : Object.entries(version),
  );
  const asked = [...Object.entries({ ...dependencies, ...devDependencies }), ...overridden];
  const loose = asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  expect(loose).toEqual([]);
});

test('the lockfile is that of package.json', () => {
  expect(root.dependencies).toEqual(manifest.dependencies);
  expect(root.devDependencies).toEqual(manifest.devDependencies);
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(packages.find(({ path }) => path === `node_modules/${name}`)).toMatchObject({ version });
  }
});

test('every package is pinned by what it holds', () => {
  const loose = packages.filter(({ integrity, version }) => !version || !/^sha512-/.test(integrity ?? ''));
  expect(loose.map(({ path }) => path)).toEqual([]);
});

test('a package that wants to run something when it is installed is named, and only one may', () => {
  const named = Object.entries(manifest.allowScripts);
  const wanting = new Set(
    packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
  );
  expect(named.map(([name]) => name).sort()).toEqual([...wanting].sort());
  expect(named.filter(([, isAllowed]) => isAllowed)).toEqual([['node', true]]);
});

test('every licence has been looked at', () => {
  expect([...licences().keys()].filter((licence) => !allowed(licence))).toEqual([]);
});

test.each([
  ['GPL-3.0', false],
  ['MIT AND GPL-3.0', false],
  ['(MIT OR GPL-3.0)', true],
  ['a-package: none named', false],
  ['a-package: SEE LICENSE IN LICENSE', false],
])('%s is allowed: %j', (licence, isAllowed) => {
  expect(allowed(licence)).toBe(isAllowed);
});

test.each([
  'dist/index.js.map',
  'src/index.ts',
  '.env',
  'node_modules/valibot/dist/index.mjs',
  'node_modules/lodash/release.sh',
  'dist/secrets.json',
])('%s does not belong into the zip', (name) => {
  expect(foreignFiles([name, 'dist/index.js', 'zapierwrapper.js'])).toEqual([name]);
});
