import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { folderOf } from '../apps.ts';
import { git } from '../git.ts';
import { type Breakage, breakagesBetween } from './breaking.ts';
import { definitionsIn } from './description.ts';

/** Where the definition of an app is kept, from the root of the project. */
export const definitionFile = (app: string): string => `apps/${app}/definition.json`;

const pathOf = (app: string): string => `${folderOf(app)}/definition.json`;

/** The kept definition of an app; `null` if there is none. */
export const readKept = (app: string): unknown =>
  existsSync(pathOf(app)) ? JSON.parse(readFileSync(pathOf(app), 'utf8')) : null;

/** Keeps the definition of the version that is about to be released. */
export const keepDefinition = (app: string, description: unknown): void =>
  writeFileSync(pathOf(app), `${JSON.stringify(description, null, 2)}\n`);

interface Search {
  /** A tag that does not count, because it is the one being released. */
  readonly except?: string;
  readonly repository?: string;
}

/**
 * The definition that the app's last release kept, read from its tag (`mobivate-v1.1.0`). Only this one is guarded:
 * what was never released is in no Zap.
 * @returns `null` before the first release
 */
export const readReleased = (app: string, { except, repository }: Search = {}): unknown => {
  const exclude = except === undefined ? [] : ['--exclude', except];
  const tag = git(
    ['describe', '--tags', '--abbrev=0', '--match', `${app}-v*`, ...exclude, 'HEAD'],
    repository,
  );
  const kept = tag && git(['show', `${tag}:${definitionFile(app)}`], repository);
  return kept ? JSON.parse(kept) : null;
};

const majorOf = (version: string): number => Number(version.split('.')[0]);

/**
 * What breaks Zaps between two definitions; nothing if there is no earlier one. A new major version may break Zaps,
 * because nobody is moved to it.
 */
export const breakages = (app: string, before: unknown, after: unknown): Breakage[] => {
  if (before === null) return [];
  const now = definitionsIn(app, after);
  return definitionsIn(app, before).flatMap(({ connection, definition }) => {
    const present = now.find((one) => one.connection === connection)?.definition;
    if (!present || majorOf(present.version) > majorOf(definition.version)) return [];
    return breakagesBetween(definition, present).map((breakage) => ({
      ...breakage,
      where: `${breakage.where} on ${connection}`,
    }));
  });
};

/** One line for each breakage: where, what, and what to do. */
export const tellBreakages = (found: readonly Breakage[]): string[] =>
  found.map(({ where, problem, remedy }) => `${where}: ${problem}. ${remedy}`);
