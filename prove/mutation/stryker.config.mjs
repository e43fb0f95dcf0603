const { MUTATED_FOLDER: folder = 'packages/sms/src', MUTATION_REPORT: report = 'build/mutation/report' } =
  process.env;

/** One folder of sources at a time, without the folders in it. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'prove/mutation/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutate: [`${folder}/*.ts`],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `${report}.json` },
  // Only what has changed since the last run in this tree is tried, in the code or in the tests that met it.
  incremental: true,
  incrementalFile: `${report}.seen.json`,
  clearTextReporter: { logTests: false, allowColor: false },
  allowConsoleColors: false,
  // The compiler here has no interface for programs; the tests run without it.
  tsconfigFile: 'none.json',
  ignorePatterns: ['build', 'coverage', 'dist', '.cache'],
  tempDirName: 'build/mutants',
  timeoutMS: 10_000,
  timeoutFactor: 2,
};
