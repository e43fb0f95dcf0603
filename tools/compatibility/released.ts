import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { folderOf } from '../apps.ts';
import { type Breakage, breakagesBetween } from './breaking.ts';
import { definitionsIn } from './description.ts';

/** Where the description of an app's released version is kept, from the root of the project. */
export const releasedFile = (app: string): string => `apps/${app}/definition.json`;

const pathOf = (app: string): string => `${folderOf(app)}/definition.json`;

/** The description of the version that was released last; `null` before the first one. */
export const readReleased = (app: string): unknown =>
  existsSync(pathOf(app)) ? JSON.parse(readFileSync(pathOf(app), 'utf8')) : null;

/** Keeps the description of the version that is released now. */
export const writeReleased = (app: string, description: unknown): void =>
  writeFileSync(pathOf(app), `${JSON.stringify(description, null, 2)}\n`);

const majorOf = (version: string): number => Number(version.split('.')[0]);

/** What breaks Zaps between two descriptions. A new major version may break them, because nobody is moved to it. */
export const breakages = (app: string, before: unknown, after: unknown): Breakage[] => {
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

/** One line a breakage: where, what, and what to do. */
export const tellBreakages = (found: readonly Breakage[]): string[] =>
  found.map(({ where, problem, remedy }) => `${where}: ${problem}. ${remedy}`);
