import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const reportSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      mutants: v.array(
        v.object({
          status: v.string(),
          mutatorName: v.string(),
          replacement: v.optional(v.string(), ''),
          location: v.object({ start: v.object({ line: v.number() }) }),
        }),
      ),
    }),
  ),
});

const DEAD = new Set(['Killed', 'Timeout']);
const ALIVE = new Set(['Survived', 'NoCoverage']);

/** The number of killed mutants in a folder, and the survivors. */
export interface Score {
  readonly dead: number;
  readonly all: number;
  readonly survivors: readonly string[];
}

/** The percentage of killed mutants. */
export const percent = ({ dead, all }: Pick<Score, 'dead' | 'all'>): number =>
  all === 0 ? 100 : (dead / all) * 100;

/** Reads Stryker's report. Mutants that do not compile or run do not count. */
export const readScore = (file: string): Score => {
  const { files } = v.parse(reportSchema, JSON.parse(readFileSync(file, 'utf8')));
  const mutants = Object.entries(files).flatMap(([name, { mutants: found }]) =>
    found.map((mutant) => ({ name, ...mutant })),
  );
  const dead = mutants.filter(({ status }) => DEAD.has(status)).length;
  const alive = mutants.filter(({ status }) => ALIVE.has(status));
  return {
    dead,
    all: dead + alive.length,
    survivors: alive.map(({ name, location, mutatorName, replacement }) =>
      `${name}:${location.start.line} ${mutatorName} ${replacement}`.replace(/\s+/g, ' '),
    ),
  };
};

const seenSchema = v.looseObject({
  files: v.record(v.string(), v.looseObject({ mutants: v.array(v.looseObject({ status: v.string() })) })),
});

/** Removes survivors from an earlier report, so that Stryker tries them again with newer tests. */
export const forgetSurvivors = (file: string): void => {
  if (!existsSync(file)) return;
  const seen = v.parse(seenSchema, JSON.parse(readFileSync(file, 'utf8')));
  for (const found of Object.values(seen.files)) {
    found.mutants = found.mutants.filter(({ status }) => !ALIVE.has(status));
  }
  writeFileSync(file, JSON.stringify(seen));
};
