import type { Clock } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Sleep } from './loop.ts';

const beatMs = 10_000;
/** A frozen window keeps its lock, so one that has not been heard of for this long is robbed of it [S6]. */
const silenceMs = 30_000;

export type Leadership = {
  readonly db: GalleyDatabase;
  readonly id: string;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  /** Missing in Node: whoever asks leads, which is harmless, because the server stores everything once. */
  readonly locks: LockManager | undefined;
};

/** Runs `lead` while this window is the one that syncs; its signal ends when another has taken over. */
export async function leadWhenElected(
  leadership: Leadership,
  lead: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { db, locks, signal, sleep, now, id } = leadership;
  if (!locks) return lead(signal);
  const name = `galley-sync:${db.name}`;
  while (!signal.aborted) {
    const elected = (await isSilent(db, now()))
      ? await hold(locks, name, { steal: true }, signal, term)
      : await hold(locks, name, { ifAvailable: true }, signal, term);
    if (!elected) await sleep(beatMs, signal);
  }

  async function term(lost: AbortSignal): Promise<void> {
    const beating = beat(lost);
    await lead(lost);
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
  term: (lost: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const robbed = new AbortController(); // or ended
  const end = () => robbed.abort();
  signal.addEventListener('abort', end, { once: true });
  let held = false;
  try {
    await locks.request(name, options, async (lock) => {
      held = lock !== null;
      if (held) await term(robbed.signal);
    });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    robbed.abort();
  } finally {
    signal.removeEventListener('abort', end);
  }
  return held;
}
