import { isDeepStrictEqual } from 'node:util';
import { breakages, definitionFile, tellBreakages } from '../compatibility/released.ts';
import { type Listing, listingFile, unfilledRows } from './listing.ts';

/** A release to check. */
export interface Candidate {
  /** The app's name, such as `mobivate`. */
  readonly app: string;
  /** The tag, such as `mobivate-v1.2.0`. */
  readonly tag: string;
  /** The versions in package.json and in the lockfile. */
  readonly version: string;
  readonly lockedVersion: string;
  readonly changelog: string;
  /** The definition in the repository, the current one of the app, and the last released one. */
  readonly kept: unknown;
  readonly present: unknown;
  readonly previous: unknown;
  readonly listing: Listing;
}

/** Zapier promotes only plain versions: three numbers up to 999, no label. */
const PLAIN_VERSION = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){2}$/;

/** The changelog section of a version, or `null` if there is none. */
export const changesOf = (changelog: string, version: string): string | null => {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  if (start < 0) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^##? /.test(line));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
};

const tagProblems = ({ app, tag, version, lockedVersion }: Candidate): string[] => [
  ...(PLAIN_VERSION.test(version)
    ? []
    : [`The version ${version} cannot be promoted: Zapier takes three numbers up to 999, without a label.`]),
  ...(tag === `${app}-v${version}`
    ? []
    : [
        `The tag is ${tag} and the version in the package.json ${version}: delete the tag, and tag ${app}-v${version}.`,
      ]),
  ...(lockedVersion === version
    ? []
    : [`The lockfile is for version ${lockedVersion}: run "npm install --package-lock-only" and commit it.`]),
];

const changelogProblems = ({ changelog, version }: Candidate): string[] => {
  const changes = changesOf(changelog, version);
  if (changes === null) return [`CHANGELOG.md has no "## ${version}": users are told what stands under it.`];
  return changes === ''
    ? [`CHANGELOG.md says nothing under "## ${version}": users are told what stands there.`]
    : [];
};

const definitionProblems = ({ app, kept, present, previous }: Candidate): string[] => [
  ...(isDeepStrictEqual(kept, present)
    ? []
    : [
        `${definitionFile(app)} does not describe this version: run "npm run definition -- ${app}" and commit it.`,
      ]),
  ...tellBreakages(breakages(app, previous, present)),
];

const listingProblems = ({ app, listing }: Candidate): string[] => {
  const rows = unfilledRows(listing);
  return rows.length > 0 ? [`Fill in ${rows.join(', ')} in ${listingFile(app)}.`] : [];
};

/** The problems that prevent a release, one sentence each. Empty if there are none. */
export const objections = (candidate: Candidate): string[] => [
  ...tagProblems(candidate),
  ...changelogProblems(candidate),
  ...definitionProblems(candidate),
  ...listingProblems(candidate),
];
