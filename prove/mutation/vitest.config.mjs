import folders from './folders.json' with { type: 'json' };

const tests = folders[process.env.MUTATED_FOLDER ?? 'sms'];

/** The tests that have to notice mutants of one folder. */
export default {
  test: {
    globals: true,
    setupFiles: ['prove/mutation/load-first.mjs'],
    include: tests.flatMap((name) => [`test/${name}/**/*.test.ts`, `test/${name}.test.ts`]),
    // All files of a run share what they load, most of which is the platform's core.
    isolate: false,
    fileParallelism: false,
  },
};
