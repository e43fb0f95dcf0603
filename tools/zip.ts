import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/**
 * Unpacks a zip that was made for Zapier outside the project, where nothing of the project can help it to load.
 * @returns the folder, which the caller removes
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
