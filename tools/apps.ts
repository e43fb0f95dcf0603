import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The names of the apps: the folders in `apps/`, such as `mobivate`. */
export const APPS: readonly string[] = readdirSync(`${root}apps`)
  .filter((name) => existsSync(`${root}apps/${name}/package.json`))
  .toSorted();

/** The path of an app's folder, without a trailing slash. */
export const folderOf = (app: string): string => `${root}apps/${app}`;

/**
 * Checks an app's name from the command line.
 * @throws Error if there is no such app
 */
export const appNamed = (name: string | undefined): string => {
  if (name !== undefined && APPS.includes(name)) return name;
  throw new Error(`${name ? `There is no app "${name}". Name` : 'Name'} one of: ${APPS.join(', ')}.`);
};

/** The name and version in an app's package.json. */
export const manifestOf = (app: string): { name: string; version: string } =>
  JSON.parse(readFileSync(`${folderOf(app)}/package.json`, 'utf8'));

/** Imports an app's definition from its sources. */
export const loadApp = async (app: string): Promise<object> => {
  const { default: definition }: { default: object } = await import(`${folderOf(app)}/src/index.ts`);
  return definition;
};
