import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@galley/shared/values/time.ts';
import type { Sleep } from '@galley/desktop/renderer/sync/loop.ts';

/** How many times faster a simulated till lives: its patience of 15 s is one second of ours. */
export const haste = 15;

/** The time of one till: what its clock shows, and how its waits pass. */
export type TillTime = {
  readonly now: Clock;
  readonly sleep: Sleep;
  /** Somebody sets the clock, by this much. */
  jump(ms: number): void;
  /** Somebody sets it right. */
  setRight(): void;
};

export function createTillTime(): TillTime {
  const startedAt = Date.now();
  let wrong = 0;
  return {
    now: () => startedAt + Math.round((Date.now() - startedAt) * haste) + wrong,
    // An aborted sleep simply ends, as a till's own sleep does.
    sleep: (ms, signal) =>
      wait(ms / haste, undefined, { signal }).catch((fault: unknown) => {
        if (!signal.aborted) throw fault;
      }),
    jump: (ms) => void (wrong += ms),
    setRight: () => void (wrong = 0),
  };
}
