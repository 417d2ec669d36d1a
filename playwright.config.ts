import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // Each test has a whole shop of its own and mostly waits: for a lock, an expiry, a server that comes back.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['GALLEY_TEST_COUNTS'] ?? 'test-results/e2e.json' }],
  ],
  use: {
    // Taking traces costs a tenth of the time, and nobody can open one that was left on a build machine.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Nothing moves, so nothing has to be drawn many times or waited for.
        '--force-prefers-reduced-motion',
      ],
    },
  },
});
