import { uuidFrom } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { diceOf } from '../contract/network.ts';

/** Everything that a run leaves to chance comes from dice, and all dice come from its one seed. */
export type Dice = {
  /** From 0 up to 1. */
  readonly roll: () => number;
  /** A whole number from 0 up to `n`. */
  below(n: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Dice of their own for a part of the run, so that one part's use of them does not change another's. */
  fork(part: string): Dice;
  /** Ids that come again in every run of this seed. */
  ids(part: string): () => string;
};

export function createDice(seed: number): Dice {
  const roll = diceOf(seed);
  const below = (n: number) => Math.floor(roll() * n);
  return {
    roll,
    below,
    chance: (share) => roll() < share,
    pick: (from) => must(from[below(from.length)], 'something to pick from'),
    fork: (part) => createDice(mix(seed, part)),
    ids(part) {
      let count = 0;
      return () => uuidFrom(`chaos ${seed} ${part} ${count++}`);
    },
  };
}

/** FNV-1a over the part's name, begun at the seed. */
function mix(seed: number, part: string): number {
  let hash = seed ^ 0x811c9dc5;
  for (const char of part) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash;
}
