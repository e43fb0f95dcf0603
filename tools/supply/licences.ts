import { readLockfile } from './lockfile.ts';

/** Permissive licences. */
const FREE = new Set([
  '0BSD',
  'Apache-2.0',
  'Artistic-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  // For fonts: allows use and redistribution with a page.
  'OFL-1.1',
  // Covers changes to its own files only, and none are changed here.
  'MPL-2.0',
  'Public Domain',
]);

/** Approved licences of single packages, as `package: licence`. */
const READ = new Set([
  // Free to use for building Zapier integrations.
  'zapier-platform-cli: SEE LICENSE IN LICENSE',
  'zapier-platform-core: SEE LICENSE IN LICENSE',
  'zapier-platform-schema: SEE LICENSE IN LICENSE',
  // Have an MIT licence file, but no licence in package.json.
  'cli-table: none named',
  'urlsafe-base64: none named',
  'fly-import: none named',
  'which-package-manager: none named',
]);

const NONE = 'none named';
const UNCLEAR = new Set([NONE, 'SEE LICENSE IN LICENSE']);

/** Whether an SPDX expression is permissive: one licence of an `OR`, all of an `AND`. */
const isFree = (expression: string): boolean => {
  const words = expression.replace(/[()]/g, '');
  if (words.includes(' OR ')) return words.split(' OR ').some(isFree);
  return words.split(' AND ').every((licence) => FREE.has(licence.trim()));
};

/** Whether a licence, named as in {@link licences}, is approved. */
export const allowed = (licence: string): boolean => READ.has(licence) || isFree(licence);

/** The packages in the lockfile by licence. Unclear licences are prefixed with the package name. */
export const licences = (): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const { name, version, license = NONE } of readLockfile().packages) {
    const licence = UNCLEAR.has(license) ? `${name}: ${license}` : license;
    found.set(licence, [...new Set([...(found.get(licence) ?? []), `${name}@${version}`])]);
  }
  return found;
};
