// Writes the document of each gateway's claims: apps/<name>/docs/api-gotchas.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { folderOf } from './apps.ts';
import { GATEWAYS } from './observe/gateways.ts';
import { gotchasOf } from './observe/gotchas.ts';
import { readObserved } from './observe/observed.ts';

for (const gateway of GATEWAYS) {
  const folder = `${folderOf(gateway.name)}/docs`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/api-gotchas.md`, gotchasOf(gateway, readObserved(gateway.name)));
  console.log(
    `Wrote ${gateway.name}/docs/api-gotchas.md: ${gateway.chapters.flatMap(({ claims }) => claims).length} claims.`,
  );
}
