import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks an app's zip outside the project, so that it cannot load packages of the project.
 * @returns the folder, which the caller must remove
 */
export const unpackZip = (zip: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mobivate-zapier-'));
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

/** The names of the files in a zip. */
export const namesIn = (zip: Uint8Array): string[] => {
  const names: string[] = [];
  unzipSync(zip, {
    filter: ({ name }) => {
      names.push(name);
      return false;
    },
  });
  return names;
};
