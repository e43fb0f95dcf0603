import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startZapier } from '../../sandbox/zapier/index.ts';
import app from '../../src/index.ts';
import { describeApp } from '../compatibility/description.ts';
import { RELEASED, readReleased } from '../compatibility/released.ts';
import type { Candidate } from './guards.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const read = (name: string): string => readFileSync(`${root}${name}`, 'utf8');

/** What git answers, or `null` where it has nothing to say. */
const git = (...args: string[]): string | null => {
  try {
    return execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
};

/** The description that the release before `tag` kept; `null` where there was none. */
const readPrevious = (tag: string): unknown => {
  const before = git('describe', '--tags', '--abbrev=0', '--match', 'v*', '--exclude', tag, 'HEAD');
  const kept = before && git('show', `${before}:${RELEASED}`);
  return kept ? JSON.parse(kept) : null;
};

/** Reads what `tag` would release out of the working tree. */
export const readCandidate = async (tag: string): Promise<Candidate> => {
  const zapier = await startZapier(app);
  try {
    const present = await describeApp(zapier);
    return {
      tag,
      version: JSON.parse(read('package.json')).version,
      lockedVersion: JSON.parse(read('package-lock.json')).version,
      changelog: read('CHANGELOG.md'),
      kept: readReleased(),
      // As it is kept: JSON knows no undefined.
      present: JSON.parse(JSON.stringify(present)),
      previous: readPrevious(tag),
    };
  } finally {
    await zapier.close();
  }
};
