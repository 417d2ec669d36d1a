import { must } from '@galley/shared/values/must.ts';

/** Prints a figure as every benchmark does: median and 95th percentile of its samples. */
export function report(name: string, samples: readonly number[], unit: string): void {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const value = must(
      sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)],
      `${name} has samples`,
    );
    return value >= 100 ? value.toFixed(0) : value.toFixed(2);
  };
  console.log(`bench ${name} ${at(0.5)} p95 ${at(0.95)} ${unit}`);
}
