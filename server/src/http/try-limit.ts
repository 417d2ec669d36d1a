import { HttpRefusal } from './problem.ts';

/** Refuses more than `most` tries a window from one address: codes and passwords cannot be guessed through. */
export function createTryLimit(most: number, windowMs: number): (address: string) => void {
  const tries = new Map<string, number>();
  let windowEnds = 0;
  return (address) => {
    const now = Date.now();
    if (now > windowEnds) {
      tries.clear();
      windowEnds = now + windowMs;
    }
    const count = (tries.get(address) ?? 0) + 1;
    tries.set(address, count);
    if (count > most) {
      throw new HttpRefusal(
        'tooManyTries',
        'Too many tries. Wait a minute.',
        Math.ceil((windowEnds - now) / 1000),
      );
    }
  };
}
