import { readLockfile } from './lockfile.ts';

/** Licences that let the app be built and run without asking anybody. */
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
  // A font may be used and passed on with a page.
  'OFL-1.1',
  // Asks for the changes made to its own files, and nothing here changes them.
  'MPL-2.0',
  'Public Domain',
]);

/** Licences of single packages that somebody has read: the name of the package stands before them. */
const READ = new Set([
  // The platform's own packages: free to use for building integrations.
  'zapier-platform-cli: SEE LICENSE IN LICENSE',
  'zapier-platform-core: SEE LICENSE IN LICENSE',
  'zapier-platform-schema: SEE LICENSE IN LICENSE',
  // They name no licence in their package.json, but the MIT licence in a file beside it.
  'cli-table: none named',
  'urlsafe-base64: none named',
  'fly-import: none named',
  'which-package-manager: none named',
]);

const NONE = 'none named';
const UNCLEAR = new Set([NONE, 'SEE LICENSE IN LICENSE']);

/** Whether one of the licences of an expression such as `(MIT OR CC0-1.0)` is free, or for `AND` all of them are. */
const isFree = (expression: string): boolean => {
  const words = expression.replace(/[()]/g, '');
  if (words.includes(' OR ')) return words.split(' OR ').some(isFree);
  return words.split(' AND ').every((licence) => FREE.has(licence.trim()));
};

/** Whether a licence, as {@link licences} names it, has been looked at. */
export const allowed = (licence: string): boolean => READ.has(licence) || isFree(licence);

/** The packages of every licence in the lockfile; a licence that says nothing by its name stands with its package. */
export const licences = (): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const { name, version, license = NONE } of readLockfile().packages) {
    const licence = UNCLEAR.has(license) ? `${name}: ${license}` : license;
    found.set(licence, [...new Set([...(found.get(licence) ?? []), `${name}@${version}`])]);
  }
  return found;
};
