import { defineConfig } from 'vitest/config';

/** Projects whose tests talk to real databases. */
const globalSetup = ['server/test/global-setup.ts'];

export default defineConfig({
  test: {
    pool: 'threads',
    passWithNoTests: true,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Pure logic: without isolation a file costs a millisecond and not a quarter of a second.
      { extends: true, test: { name: 'shared', include: ['shared/test/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'printer', include: ['printer/test/**/*.test.ts'] } },
      { extends: true, test: { name: 'server', include: ['server/test/**/*.test.ts'], globalSetup } },
      { extends: true, test: { name: 'desktop', include: ['desktop/test/**/*.test.{ts,tsx}'] } },
      {
        extends: true,
        test: { name: 'tests', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], globalSetup },
      },
    ],
  },
});
