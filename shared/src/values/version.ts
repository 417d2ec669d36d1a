import { z } from 'zod';

/** A version of Galley: three numbers, `0.12.3`. */
export const versionSchema = z
  .string()
  .regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'a version has three numbers, like 0.12.3')
  .brand<'Version'>();
export type Version = z.infer<typeof versionSchema>;

/** Below 0: `a` is older than `b`; above: newer. */
export function compareVersions(a: Version, b: Version): number {
  const other = numbersOf(b);
  for (const [place, number] of numbersOf(a).entries()) {
    const difference = number - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: Version): number[] {
  return version.split('.').map(Number);
}
