import { allowed, licences } from '../supply/licences.ts';
import { readLockfile, readManifest, readManifests } from '../supply/lockfile.ts';

const manifest = readManifest();
const { root, workspaces, packages } = readLockfile();

test('what is overridden is of one exact version', () => {
  const versions = Object.values(manifest.overrides).flatMap((version) =>
    typeof version === 'string' ? [version] : Object.values(version),
  );
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the lockfile is that of every package.json', () => {
  const locked = [root, ...workspaces];
  const kept = readManifests().map(({ file, dependencies, devDependencies }) => ({
    path: file.replace(/\/?package\.json$/, ''),
    dependencies,
    devDependencies,
  }));
  expect(
    locked.map(({ path, dependencies, devDependencies }) => ({ path, dependencies, devDependencies })),
  ).toEqual(expect.arrayContaining(kept));
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
