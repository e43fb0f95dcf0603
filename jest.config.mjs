const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript' },
    experimental: { keepImportAttributes: true },
  },
  module: { type: 'es6' },
};

/** Jest in ESM mode: the app is ESM, and so is what Zapier loads. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{apps,packages,sandbox,tools,prove}/**/*.test.ts'],
  globalSetup: '<rootDir>/tools/testing/build.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  // The platform's core ends a process that has made many calls and grown large: workers are renewed before that.
  maxWorkers: 2,
  workerIdleMemoryLimit: '300MB',
  collectCoverageFrom: ['{apps,packages}/*/src/**/*.ts'],
  coverageReporters: ['text', 'json-summary'],
  coverageThreshold: { global: { statements: 100, branches: 100, functions: 100, lines: 100 } },
};
