import { allowed, licences } from '../supply/licences.ts';
import { readLockfile, readManifest, readManifests } from '../supply/lockfile.ts';

const manifest = readManifest();
const { root, workspaces, packages } = readLockfile();

test('overrides have exact versions', () => {
  const versions = Object.values(manifest.overrides).flatMap((version) =>
    typeof version === 'string' ? [version] : Object.values(version),
  );
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the lockfile matches every package.json', () => {
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

test('every package is pinned by its sha512 hash', () => {
  const loose = packages.filter(({ integrity, version }) => !version || !/^sha512-/.test(integrity ?? ''));
  expect(loose.map(({ path }) => path)).toEqual([]);
});

test('every package with an install script is listed, and only one may run it', () => {
  const named = Object.entries(manifest.allowScripts);
  const wanting = new Set(
    packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
  );
  expect(named.map(([name]) => name).sort()).toEqual([...wanting].sort());
  expect(named.filter(([, isAllowed]) => isAllowed)).toEqual([['node', true]]);
});

test('every licence is approved', () => {
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
