/** The tests that have to notice the mutants of one folder, as JSON in `MUTATION_TESTS`. */
export default {
  test: {
    globals: true,
    setupFiles: ['prove/mutation/load-first.mjs'],
    include: JSON.parse(process.env.MUTATION_TESTS ?? '["packages/sms/test/**/*.test.ts"]'),
    // All files of a run share what they load, most of which is the platform's core.
    isolate: false,
    fileParallelism: false,
  },
};
