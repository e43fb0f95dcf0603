import base from '../../jest.config.mjs';
import folders from './folders.json' with { type: 'json' };

const tests = folders[process.env.MUTATED_FOLDER ?? 'sms'];
const { globalSetup, coverageThreshold, ...config } = base;

/** The tests that have to notice mutants of one folder, without what only a whole run needs. */
export default {
  ...config,
  rootDir: '../..',
  testMatch: tests.flatMap((name) => [
    `<rootDir>/test/${name}/**/*.test.ts`,
    `<rootDir>/test/${name}.test.ts`,
  ]),
};
