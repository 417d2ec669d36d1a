import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Sleep } from './loop.ts';

const beatMs = 10_000;
/** A frozen window keeps its lock, so one that has not been heard of for this long is robbed of it [S6]. */
const silenceMs = 30_000;
/** How long whoever gave up leaves the others the first word: longer than it takes them to ask. */
const restMs = 1.2 * beatMs;

export type Leadership = {
  readonly db: GalleyDatabase;
  readonly id: string;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  /** Missing in Node: whoever asks leads, which is harmless, because the server stores everything once. */
  readonly locks: LockManager | undefined;
};

/**
 * Runs `lead` while this window is the one that syncs; its signal ends when another has taken over. A `lead` that ends
 * by itself gives up: any other window may take over, and if there is none this one begins anew [S7].
 */
export async function leadWhenElected(
  leadership: Leadership,
  lead: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { db, locks, signal, sleep, now, id } = leadership;
  const name = `galley-sync:${db.name}`;
  while (!signal.aborted) {
    const elected = locks ? await elect(locks) : await lead(signal).then(() => true);
    await sleep(elected ? restMs : beatMs, signal);
  }

  async function elect(from: LockManager): Promise<boolean> {
    const options = (await isSilent(db, now())) ? { steal: true } : { ifAvailable: true };
    return hold(from, name, options, signal, term);
  }

  async function term(lost: AbortController): Promise<void> {
    const beating = beat(lost.signal);
    await lead(lost.signal);
    lost.abort();
    await beating;
  }

  async function beat(lost: AbortSignal): Promise<void> {
    while (!lost.aborted) {
      await writeMeta(db, 'leader', { id, beatAt: now() });
      await sleep(beatMs, lost);
    }
  }
}

async function isSilent(db: GalleyDatabase, nowMs: number): Promise<boolean> {
  const leader = await readMeta(db, 'leader');
  return leader !== undefined && nowMs - leader.beatAt > silenceMs;
}

/** Holds the lock until the term ends; false: somebody else has it. Being robbed of it ends the term. */
async function hold(
  locks: LockManager,
  name: string,
  options: LockOptions,
  signal: AbortSignal,
  term: (lost: AbortController) => Promise<void>,
): Promise<boolean> {
  const robbed = new AbortController(); // or ended, or given up
  const end = () => robbed.abort();
  signal.addEventListener('abort', end, { once: true });
  let held = false;
  try {
    await locks.request(name, options, async (lock) => {
      held = lock !== null;
      if (held) await term(robbed);
    });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    robbed.abort();
  } finally {
    signal.removeEventListener('abort', end);
  }
  return held;
}
