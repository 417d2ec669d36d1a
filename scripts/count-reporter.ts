import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Writes what `npm test` sums up into the file that it names in GALLEY_TEST_COUNTS. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that cannot be loaded has no tests to fail.
    const broken = modules.reduce((sum, module) => sum + module.errors().length, unhandledErrors.length);
    const skipped = tests.filter((test) => ['skipped', 'pending'].includes(test.result().state));
    const failed = tests.filter((test) => test.result().state === 'failed');
    const counts = {
      passed: count('passed'),
      failed: count('failed') + broken,
      broken: failed.filter((test) => !hasCounterexample(test)).map((test) => test.fullName),
      files: [...new Set(failed.map((test) => test.module.moduleId))],
      skipped: skipped.map((test) => test.fullName),
    };
    writeFileSync(
      process.env['GALLEY_TEST_COUNTS'] ?? 'test-results/vitest-counts.json',
      JSON.stringify(counts),
    );
  }
}

/** A random test that found a life that goes wrong would only try another life the next time: that is no mending. */
function hasCounterexample(test: TestCase): boolean {
  return test.result().errors?.some(({ message }) => message.startsWith('Property failed')) ?? false;
}
