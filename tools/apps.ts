import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The names of the apps, such as `mobivate`: the folders in `apps/`. */
export const APPS: readonly string[] = readdirSync(`${root}apps`)
  .filter((name) => existsSync(`${root}apps/${name}/package.json`))
  .toSorted();

/** The folder of an app, without a slash at its end. */
export const folderOf = (app: string): string => `${root}apps/${app}`;

/**
 * An app's name as somebody typed it.
 * @throws Error where there is no such app
 */
export const appNamed = (name: string | undefined): string => {
  if (name !== undefined && APPS.includes(name)) return name;
  throw new Error(`${name ? `There is no app "${name}". Name` : 'Name'} one of: ${APPS.join(', ')}.`);
};

/** The name and the version in an app's package.json. */
export const manifestOf = (app: string): { name: string; version: string } =>
  JSON.parse(readFileSync(`${folderOf(app)}/package.json`, 'utf8'));

/** The app's definition, from its sources. */
export const loadApp = async (app: string): Promise<object> => {
  const { default: definition }: { default: object } = await import(`${folderOf(app)}/src/index.ts`);
  return definition;
};
