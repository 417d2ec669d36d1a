import { execFileSync } from 'node:child_process';
import type { Outcome } from './run.ts';
import type { Script } from './script.ts';
import { notChecked } from './violation.ts';

/** What a person needs to see it again: the seed, the commit, the script, and what did not hold. */
export function report(script: Script, outcome: Outcome): string {
  const { seed, tills, bus, steps } = script;
  const shown = outcome.violations
    .slice(0, 12)
    .map(({ rule, words }) => `  [${rule}] ${words.slice(0, 3000)}`);
  const more = outcome.violations.length - shown.length;
  return [
    `seed ${seed}, commit ${commit()}, ${tills} tills, ${bus} bus, ${steps.length} steps`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(steps.length <= 60 ? steps.map((step, index) => `  ${index}: ${JSON.stringify(step)}`) : []),
    ...Object.entries(notChecked).map(([rule, why]) => `  not checked: ${rule}, ${why}`),
  ].join('\n');
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown'; // not every copy of the project is a repository
  }
}
