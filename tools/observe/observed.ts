import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import type { Verdicts } from './report.ts';

const apps = fileURLToPath(new URL('../../apps/', import.meta.url));

const observedSchema = v.record(
  v.string(),
  v.object({
    day: v.string(),
    verdicts: v.record(
      v.string(),
      v.object({ word: v.picklist(['confirmed', 'refuted', 'unclear', 'not tried']), seen: v.string() }),
    ),
  }),
);

/** The verdicts of real accounts on a gateway's claims, by platform. */
export type Observed = v.InferOutput<typeof observedSchema>;

const fileOf = (gateway: string, folder = `${apps}${gateway}`): string => `${folder}/observed.json`;

/** The stored verdicts. Empty if there are none yet. */
export const readObserved = (gateway: string, folder?: string): Observed => {
  const file = fileOf(gateway, folder);
  return existsSync(file) ? v.parse(observedSchema, JSON.parse(readFileSync(file, 'utf8'))) : {};
};

/** Stores the verdicts of a run. Claims that this run could not check keep their earlier verdict. */
export const keepObserved = (
  gateway: string,
  platform: string,
  verdicts: Verdicts,
  { folder, day = new Date().toISOString().slice(0, 10) }: { folder?: string; day?: string } = {},
): void => {
  const before = readObserved(gateway, folder);
  const judged = Object.entries(verdicts).filter(
    ([, { word }]) => word === 'confirmed' || word === 'refuted',
  );
  const merged = { ...before[platform]?.verdicts, ...Object.fromEntries(judged) };
  const sorted = Object.fromEntries(
    Object.entries(merged).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  const kept = { ...before, [platform]: { day, verdicts: sorted } };
  writeFileSync(fileOf(gateway, folder), `${JSON.stringify(kept, null, 2)}\n`);
};
