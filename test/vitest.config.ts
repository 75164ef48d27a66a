import { defineConfig } from 'vitest/config';

/** Each has a server or a browser at work beside it; of the three kinds one runs after the other. */
const FILES_AT_ONCE = 2;

const database = {
  root: import.meta.dirname,
  include: ['**/*.database.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
  maxWorkers: FILES_AT_ONCE,
  sequence: { groupOrder: 1 },
};

/** The same tests once more on another server, such as the oldest Postgres that Rondo supports. */
const databaseElsewhere = process.env.TEST_DATABASE_URL
  ? [{ test: { ...database, name: 'database elsewhere', globalSetup: 'support/given-cluster.ts' } }]
  : [];

/**
 * Three kinds of test: `unit` needs nothing, `database` a real Postgres, `browser` a real Chromium and the whole app.
 * Files say which they are by their ending: `.test.ts`, `.database.test.ts`, `.browser.test.ts`.
 */
export default defineConfig({
  test: {
    reporters: ['default', `${import.meta.dirname}/support/closing-line.ts`],
    projects: [
      {
        test: {
          name: 'unit',
          root: import.meta.dirname,
          include: ['**/*.test.ts'],
          testTimeout: 30_000,
          exclude: ['**/*.database.test.ts', '**/*.browser.test.ts'],
        },
      },
      { test: { ...database, name: 'database', globalSetup: 'support/bundled-cluster.ts' } },
      ...databaseElsewhere,
      {
        test: {
          name: 'browser',
          root: import.meta.dirname,
          include: ['**/*.browser.test.ts'],
          globalSetup: 'support/bundled-cluster.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A shared machine may be busy with something else for a while.
          expect: { poll: { timeout: 30_000 } },
          maxWorkers: FILES_AT_ONCE,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
