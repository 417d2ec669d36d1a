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
      { test: { name: 'shared', include: ['shared/test/**/*.test.ts'], isolate: false } },
      { test: { name: 'printer', include: ['printer/test/**/*.test.ts'] } },
      { test: { name: 'server', include: ['server/test/**/*.test.ts'], globalSetup } },
      { test: { name: 'desktop', include: ['desktop/test/**/*.test.{ts,tsx}'] } },
      { test: { name: 'tests', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], globalSetup } },
    ],
  },
});
