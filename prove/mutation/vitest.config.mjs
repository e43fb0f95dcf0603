/** Runs the tests in `MUTATION_TESTS` (JSON), which must kill the mutants of one folder. */
export default {
  test: {
    globals: true,
    setupFiles: ['prove/mutation/load-first.mjs'],
    include: JSON.parse(process.env.MUTATION_TESTS ?? '["packages/sms/test/**/*.test.ts"]'),
    // Loads the platform's core once for all test files.
    isolate: false,
    fileParallelism: false,
  },
};
