const { MUTATED_FOLDER: folder = 'packages/sms/src', MUTATION_REPORT: report = 'build/mutation/report' } =
  process.env;

/** Mutates one folder of sources at a time, without subfolders. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'prove/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutate: [`${folder}/*.ts`],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `${report}.json` },
  // Tries only mutants whose code or tests have changed since the last run.
  incremental: true,
  incrementalFile: `${report}.seen.json`,
  clearTextReporter: { logTests: false, allowColor: false },
  allowConsoleColors: false,
  // TypeScript 7 has no compiler API, and the tests do not need it.
  tsconfigFile: 'none.json',
  ignorePatterns: ['build', 'coverage', 'dist', '.cache'],
  tempDirName: 'build/mutants',
  timeoutMS: 10_000,
  timeoutFactor: 2,
};
