import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startZapier } from '../../sandbox/zapier/index.ts';
import { folderOf, loadApp, manifestOf } from '../apps.ts';
import { describeApp } from '../compatibility/description.ts';
import { readReleased, releasedFile } from '../compatibility/released.ts';
import type { Candidate } from './guards.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

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

/** The description that the app's release before `tag` kept; `null` where there was none. */
const readPrevious = (app: string, tag: string): unknown => {
  const before = git('describe', '--tags', '--abbrev=0', '--match', `${app}-v*`, '--exclude', tag, 'HEAD');
  const kept = before && git('show', `${before}:${releasedFile(app)}`);
  return kept ? JSON.parse(kept) : null;
};

const lockedVersion = (app: string): string => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  return packages[`apps/${app}`].version;
};

/** Reads what `tag` would release of an app out of the working tree. */
export const readCandidate = async (app: string, tag: string): Promise<Candidate> => {
  const zapier = await startZapier(await loadApp(app));
  try {
    const present = await describeApp(app, zapier);
    return {
      app,
      tag,
      version: manifestOf(app).version,
      lockedVersion: lockedVersion(app),
      changelog: readFileSync(`${folderOf(app)}/CHANGELOG.md`, 'utf8'),
      kept: readReleased(app),
      // As it is kept: JSON knows no undefined.
      present: JSON.parse(JSON.stringify(present)),
      previous: readPrevious(app, tag),
    };
  } finally {
    await zapier.close();
  }
};
