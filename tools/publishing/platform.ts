import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { folderOf } from '../apps.ts';
import { type Outcome, runProgram } from '../program.ts';
import { stageApp } from '../stage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The platform's CLI, as installed in this project. */
export const CLI = `${root}node_modules/.bin/zapier-platform`;
const LINK = '.zapierapprc';

/** Something is missing. The message is a sentence for the person who publishes. */
export class NotReady extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** The platform's CLI in a staged copy of the app, linked to the integration. */
export interface Platform {
  /** The staged copy. */
  readonly folder: string;
  run(...args: string[]): Promise<Outcome>;
  close(): void;
}

const linkOf = (app: string, { ZAPIER_APP_ID }: Environment): string => {
  const file = `${folderOf(app)}/${LINK}`;
  if (ZAPIER_APP_ID && /^\d+$/.test(ZAPIER_APP_ID)) return JSON.stringify({ id: Number(ZAPIER_APP_ID) });
  if (!ZAPIER_APP_ID && existsSync(file)) return readFileSync(file, 'utf8');
  throw new NotReady(
    `Set ZAPIER_APP_ID to the number of the integration (in GitHub, the repository variable ZAPIER_APP_ID_${app.toUpperCase()}), or run "npx --no-install zapier-platform link" once in apps/${app}.`,
  );
};

const given = (environment: Environment, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));

/**
 * Stages an app for the platform's CLI.
 * @param environment contains ZAPIER_APP_ID, ZAPIER_DEPLOY_KEY, and, for rehearsals, ZAPIER_ENDPOINT
 * @throws NotReady if the integration's ID is missing
 */
export const openPlatform = async (app: string, environment: Environment): Promise<Platform> => {
  const link = linkOf(app, environment);
  const folder = await stageApp(app);
  writeFileSync(`${folder}/${LINK}`, link);
  const env = { ...given(environment, ['ZAPIER_DEPLOY_KEY', 'ZAPIER_ENDPOINT']), NODE_ENV: 'production' };
  return {
    folder,
    run: (...args) => runProgram([CLI, ...args], folder, env),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
};
