import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Files at once, of whatever kind: one for each core, and as many as the tests' Postgres has connections for. The kinds
 * form one queue, the long files of the browser first, so that none runs alone at the end.
 */
const maxWorkers = Math.min(availableParallelism(), 5);

/** Files that share nothing that changes: one process takes many of them and reads the modules once. */
const isolate = false;

/** Whole processes seldom meet twice in the same bad moment. The closing line names the tests that needed it. */
const TRIES_AGAIN = 1;

const unit = {
  root: import.meta.dirname,
  include: ['**/*.test.ts'],
  testTimeout: 30_000,
  exclude: ['**/*.database.test.ts', '**/*.browser.test.ts'],
  maxWorkers,
  isolate,
};

const database = {
  root: import.meta.dirname,
  include: ['**/*.database.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
  retry: TRIES_AGAIN,
  maxWorkers,
  isolate,
};

const browser = {
  root: import.meta.dirname,
  include: ['**/*.browser.test.ts'],
  globalSetup: [
    'support/bundled-cluster.ts',
    'support/built-pages.ts',
    'support/built-programs.ts',
  ],
  testTimeout: 180_000,
  hookTimeout: 180_000,
  // A shared machine may be busy with something else for a while.
  expect: { poll: { timeout: 30_000 } },
  retry: TRIES_AGAIN,
  maxWorkers,
};

/** The same tests once more on another server, such as the oldest Postgres that Rondo supports. */
const databaseElsewhere = process.env.TEST_DATABASE_URL
  ? [
      {
        test: {
          ...database,
          name: 'database elsewhere',
          globalSetup: ['support/given-cluster.ts', 'support/built-programs.ts'],
        },
      },
    ]
  : [];

/**
 * Three kinds of test: `unit` needs nothing, `database` a real Postgres, `browser` a real Chromium and the whole app.
 * Files say which they are by their ending: `.test.ts`, `.database.test.ts`, `.browser.test.ts`.
 */
export default defineConfig({
  test: {
    reporters: ['default', `${import.meta.dirname}/support/closing-line.ts`],
    projects: [
      { test: { ...unit, name: 'unit' } },
      {
        test: {
          ...database,
          name: 'database',
          globalSetup: ['support/bundled-cluster.ts', 'support/built-programs.ts'],
        },
      },
      ...databaseElsewhere,
      { test: { ...browser, name: 'browser' } },
    ],
  },
});
