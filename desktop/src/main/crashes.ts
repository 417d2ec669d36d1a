/** Times (ms) at which a child crashed lately. */
export type Crashes = readonly number[];

const windowMs = 60_000;
const most = 3;
const firstWaitMs = 250;

/**
 * What to do about one more crash: start the child again after a moment that doubles, or, at the third within a minute,
 * leave it and say so. A person who tries again begins anew.
 */
export function judgeCrash(
  before: Crashes,
  now: number,
): { readonly crashes: Crashes; readonly restartAfterMs: number | null } {
  const crashes = [...before.filter((at) => now - at < windowMs && at <= now), now];
  if (crashes.length >= most) return { crashes, restartAfterMs: null };
  return { crashes, restartAfterMs: firstWaitMs * 2 ** (crashes.length - 1) };
}
