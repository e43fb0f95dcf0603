const folder = process.env.MUTATED_FOLDER ?? 'sms';

/** One folder of `src/` at a time: `MUTATED_FOLDER`. */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { configFile: 'prove/mutation/jest.config.mjs', enableFindRelatedTests: true },
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  mutate: [`src/${folder}/**/*.ts`],
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: `build/mutation/${folder}.json` },
  clearTextReporter: { logTests: false, allowColor: false },
  allowConsoleColors: false,
  // The compiler here has no interface for programs; the tests run without it.
  tsconfigFile: 'none.json',
  ignorePatterns: ['build', 'coverage', 'dist', '.cache'],
  tempDirName: 'build/mutants',
  timeoutMS: 20_000,
  timeoutFactor: 3,
};
