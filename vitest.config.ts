import { defineConfig } from 'vitest/config';

/** Projects whose tests talk to real databases. */
const globalSetup = ['server/test/global-setup.ts'];

export default defineConfig({
  test: {
    pool: 'threads',
    // Vitest would leave one core free, which is half of a small machine; and much of a test here is waiting.
    maxWorkers: '150%',
    passWithNoTests: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Pure logic: without isolation a file costs a millisecond and not a quarter of a second.
      { extends: true, test: { name: 'shared', include: ['shared/test/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'printer', include: ['printer/test/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'server', include: ['server/test/**/*.test.ts'], globalSetup } },
      // Dexie looks for IndexedDB when it is loaded, so it has to be there before anything else.
      {
        extends: true,
        test: {
          name: 'desktop',
          include: ['desktop/test/**/*.test.{ts,tsx}'],
          setupFiles: ['fake-indexeddb/auto'],
        },
      },
      {
        extends: true,
        test: { name: 'tests', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], globalSetup },
      },
    ],
  },
});
