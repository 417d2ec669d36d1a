// npm test: everything, on a fresh clone too. Ends with one line of counts over all suites.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensurePackages, requireNode, run } from './prepare.mjs';
import { root } from './paths.mjs';

/** `broken`: the tests that failed and may be tried again, by name; `files`: where they are. @typedef {{ passed: number, failed: number, skipped: string[], broken?: string[], files?: string[] }} Counts */

/** More than these are no accident. */
const mostAgain = 4;
const results = join(root, 'test-results');
mkdirSync(results, { recursive: true });
requireNode();

/** @type {Counts} */
const total = { passed: 0, failed: 0, skipped: [] };
const installed = await part('packages', () => ensurePackages());
if (installed) {
  const missing = missingPrograms();
  if (missing.includes('nats-server')) console.log('No nats-server: tests on a real one are skipped.');
  const built = await part('build', () => ensureBuilt());
  await check();
  const vitest = ['vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./scripts/count-reporter.ts'];
  add(await suite('vitest', vitest, vitestCounts, ({ files = [] }) => ['--maxWorkers=1', ...files]));
  const why = !built ? 'the build failed' : reasonNoBrowser(missing);
  if (why) total.skipped.push(`browser tests: ${why}`);
  else {
    const playwright = ['@playwright/test/cli.js', 'test'];
    add(await suite('playwright', playwright, playwrightCounts, () => ['--workers=1', '--last-failed']));
  }
}
for (const name of total.skipped) console.log(`Skipped: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

/** Work that is no test: silent when it succeeds, one failure when it does not. @param {string} name @param {() => Promise<void>} work */
async function part(name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(`Failed: ${name}: ${error instanceof Error ? error.message : String(error)}`);
    total.failed++;
    return false;
  }
}

/** Types, lint and format count as one test. */
async function check() {
  const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
  const steps = [
    [bin('typescript/bin/tsc'), '-b'],
    [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'],
    [bin('oxfmt/bin/oxfmt'), '--check'],
  ];
  let failed = 0;
  for (const step of steps) failed += (await run(process.execPath, step, { quiet: true })) === 0 ? 0 : 1;
  console.log(failed === 0 ? 'Types, lint and format are right.' : 'Failed: npm run check');
  add({ passed: failed === 0 ? 1 : 0, failed: failed === 0 ? 0 : 1, skipped: [] });
}

/**
 * Runs one test runner. A few tests that fail beside others are tried once more, as they are, with the machine to
 * themselves: what fails there has failed, and what only fails on a busy machine is told by its name.
 * @param {string} name @param {string[]} command @param {(report: any) => Counts} countsOf
 * @param {(failed: Counts) => string[]} alone the arguments that run what failed, one after the other
 */
async function suite(name, command, countsOf, alone) {
  const first = await runner(name, command, countsOf);
  const { failed, broken = [] } = first;
  if (failed === 0 || failed > mostAgain || failed !== broken.length) return first;
  console.log(`Once more, with the machine to themselves: ${broken.length} of ${name}`);
  const second = await runner(name, [...command, ...alone(first)], countsOf);
  const mended = second.failed === 0 ? failed : 0;
  if (mended > 0) for (const test of broken) console.log(`Failed on the busy machine, passed alone: ${test}`);
  return { ...first, passed: first.passed + mended, failed: failed - mended };
}

/**
 * One that ends badly without a failed test has crashed, which is a failure too.
 * @param {string} name @param {string[]} command @param {(report: any) => Counts} countsOf
 */
async function runner(name, [program = '', ...args], countsOf) {
  const report = join(results, `${name}.json`);
  rmSync(report, { force: true });
  const env = { ...process.env, GALLEY_TEST_COUNTS: report };
  const code = await run(process.execPath, [join(root, 'node_modules', program), ...args], { env });
  const counts = existsSync(report)
    ? countsOf(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: [] };
  if (code !== 0 && counts.failed === 0) {
    console.error(`Failed: ${name} ended with code ${code}`);
    return { ...counts, failed: 1 };
  }
  return counts;
}

/** @param {Counts} report */
function vitestCounts(report) {
  return report;
}

/**
 * @typedef {{ suites?: Suite[], specs?: { title: string, ok: boolean }[] }} Suite
 * @param {Suite} suite @returns {string[]}
 */
function brokenIn({ suites = [], specs = [] }) {
  return [...specs.filter(({ ok }) => !ok).map(({ title }) => title), ...suites.flatMap(brokenIn)];
}

/** @param {Suite & { stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report */
function playwrightCounts({ stats, errors, suites = [] }) {
  return {
    broken: brokenIn({ suites }),
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: Array.from(
      { length: stats.skipped },
      (_, index) => `browser test ${index + 1} (named in the list above)`,
    ),
  };
}

/** @param {Counts} counts */
function add(counts) {
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped.push(...counts.skipped);
}

/** @returns {string[]} */
function missingPrograms() {
  const args = ['--import', 'tsx', join(root, 'scripts/install-packages.ts')];
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return status === 0 ? JSON.parse(stdout) : ['chromium', 'nats-server'];
}

/** @param {string[]} missing */
function reasonNoBrowser(missing) {
  const folder = join(root, 'tests/e2e');
  if (
    !existsSync(folder) ||
    !readdirSync(folder, { recursive: true }).some((name) => /\.(spec|test)\.ts$/.test(String(name)))
  ) {
    return 'there are none yet';
  }
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined)
    return existsSync(given) ? undefined : `CHROMIUM_PATH names ${given}, which is not there`;
  return missing.includes('chromium') ? 'there is no Chromium; name one in CHROMIUM_PATH' : undefined;
}
