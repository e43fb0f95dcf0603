import folders from './folders.json' with { type: 'json' };

const tests = folders[process.env.MUTATED_FOLDER ?? 'sms'];

/** Under Jest a test finds its tools at `import.meta.jest`. */
const jestOfTests = {
  name: 'jest-of-tests',
  enforce: 'pre',
  transform: (code) =>
    code.includes('import.meta.jest') ? code.replaceAll('import.meta.jest', 'globalThis.jest') : null,
};

/** The tests that have to notice mutants of one folder. */
export default {
  plugins: [jestOfTests],
  test: {
    globals: true,
    setupFiles: ['prove/mutation/jest-of-tests.mjs'],
    include: tests.flatMap((name) => [`test/${name}/**/*.test.ts`, `test/${name}.test.ts`]),
    // All files of a run share what they load, most of which is the platform's core.
    isolate: false,
    fileParallelism: false,
  },
};
