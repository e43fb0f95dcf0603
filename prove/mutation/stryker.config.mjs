const folder = process.env.MUTATED_FOLDER ?? 'sms';

/** One folder of `src/` at a time, without the folders in it: `MUTATED_FOLDER`. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'prove/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutate: [`src/${folder}/*.ts`],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `build/mutation/${folder}.json` },
  // Only what has changed since the last run in this tree is tried, in the code or in the tests that met it.
  incremental: true,
  incrementalFile: `build/mutation/${folder}.seen.json`,
  clearTextReporter: { logTests: false, allowColor: false },
  allowConsoleColors: false,
  // The compiler here has no interface for programs; the tests run without it.
  tsconfigFile: 'none.json',
  ignorePatterns: ['build', 'coverage', 'dist', '.cache'],
  tempDirName: 'build/mutants',
  timeoutMS: 10_000,
  timeoutFactor: 2,
};
