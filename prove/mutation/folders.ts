import { globSync, statSync } from 'node:fs';

/** A folder of sources, without subfolders, and the tests that must kill its mutants. */
export interface MutatedFolder {
  /** From the root of the project, such as `packages/sms/src`. */
  readonly folder: string;
  readonly tests: readonly string[];
}

const withFolders = (root: string): string[] => [
  root,
  ...globSync(`${root}/**`).filter((path) => statSync(path).isDirectory()),
];

const hasSources = (folder: string): boolean => globSync(`${folder}/*.ts`).length > 0;

const foldersIn = (root: string, tests: readonly string[]): MutatedFolder[] =>
  withFolders(root)
    .filter(hasSources)
    .map((folder) => ({ folder, tests }));

/** The folders of the shared packages. The tests of the app that uses all of them run too. */
export const packageFolders = (): MutatedFolder[] =>
  globSync('packages/*').flatMap((folder) =>
    foldersIn(`${folder}/src`, [`${folder}/test/**/*.test.ts`, 'apps/mobivate/test/**/*.test.ts']),
  );

/** The folders of an app. */
export const appFolders = (app: string): MutatedFolder[] =>
  foldersIn(`apps/${app}/src`, [`apps/${app}/test/**/*.test.ts`]);
