import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startZapier } from '../../sandbox/zapier/index.ts';
import { folderOf, loadApp, manifestOf } from '../apps.ts';
import { describeApp } from '../compatibility/description.ts';
import { readKept, readReleased } from '../compatibility/released.ts';
import type { Candidate } from './guards.ts';
import { readListing } from './listing.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const lockedVersion = (app: string): string => {
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  return packages[`apps/${app}`].version;
};

/** Reads from the working tree what `tag` would release of an app. */
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
      kept: readKept(app),
      // The kept definition is JSON, which has no undefined.
      present: JSON.parse(JSON.stringify(present)),
      previous: readReleased(app, { except: tag }),
      listing: readListing(app),
    };
  } finally {
    await zapier.close();
  }
};
