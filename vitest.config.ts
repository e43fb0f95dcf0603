import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globals: true,
    globalSetup: ['tools/testing/build.ts'],
    // The platform's core patches what a process shares, and a test sets its environment.
    pool: 'forks',
    // Many tests wait for a server or a timer, so four share two cores well.
    maxWorkers: 4,
    // On a busy machine the built bundle takes seconds to start.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['{apps,packages,sandbox}/**/*.test.ts'],
          // Loading the platform's core anew for each file takes half of the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'programs', include: ['{relay,tools,prove,lab}/**/*.test.ts'] },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['{apps,packages}/*/src/**/*.ts'],
      reporter: ['text'],
      thresholds: { 100: true },
    },
  },
});
