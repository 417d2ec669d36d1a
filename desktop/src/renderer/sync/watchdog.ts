import type { Clock } from '@galley/shared/values/time.ts';
import { z } from 'zod';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { OutboxRow, Watch } from '../db/rows.ts';
import type { Client } from './client.ts';
import { Offline, Refused } from './faults.ts';

/** What is done about an entry that does not move, one after the other, the strongest last [S7]. */
const ladder = [
  { remedy: 'restartLoop', afterMs: 120_000 },
  { remedy: 'newSocket', afterMs: 180_000 },
  { remedy: 'handOver', afterMs: 240_000 },
  { remedy: 'tellPerson', afterMs: 300_000 },
] as const;
export type Remedy = (typeof ladder)[number]['remedy'];

/** Once a person knows, new sockets are tried for ever: what is mended must move without another tap. */
const againMs = 120_000;

/** How often the watchdog looks. */
export const watchMs = 10_000;
/** A device that slept, or a clock that was put forward, has not waited for an answer all that time. */
const longestStepMs = 2 * watchMs;

export type Sight = {
  /** The oldest entry that is not settled and where on its way it is; null: all is settled. */
  readonly entry: string | null;
  /** Time since the last look. */
  readonly passedMs: number;
  /** Whether the server answered now. What any loop or the browser says of the connection does not count. */
  readonly pinged: boolean;
};

/**
 * Compares how long the oldest unsettled entry has not moved with the time in which the server could be reached, and
 * says what to do now, if anything. Everything starts anew when something moves.
 */
export function watch(
  before: Watch | null,
  sight: Sight,
): { readonly watch: Watch | null; readonly remedy: Remedy | null } {
  const { entry, passedMs, pinged } = sight;
  if (entry === null) return { watch: null, remedy: null };
  if (before?.entry !== entry) return { watch: { entry, stuckMs: 0, tried: 0 }, remedy: null };
  if (!pinged) return { watch: before, remedy: null };
  const stuckMs = before.stuckMs + Math.min(Math.max(passedMs, 0), longestStepMs);
  const step = ladder[before.tried] ?? {
    remedy: 'newSocket' as const,
    afterMs: 300_000 + (before.tried - ladder.length + 1) * againMs,
  };
  if (stuckMs < step.afterMs) return { watch: { ...before, stuckMs }, remedy: null };
  return { watch: { entry, stuckMs, tried: before.tried + 1 }, remedy: step.remedy };
}

/**
 * One look at the oldest entry that is not settled. It asks the server only while something stands still, so an idle till
 * asks nothing. What was seen is kept in the database: whoever leads next goes on from there.
 */
export function createWatchdog({ db, now }: { readonly db: GalleyDatabase; readonly now: Clock }) {
  let lookedAt = now();
  let told: Watch | null = null;

  return async (
    client: Client,
  ): Promise<{ readonly remedy: Remedy; readonly state: OutboxRow['state'] } | null> => {
    const passedMs = now() - lookedAt;
    lookedAt = now();
    const oldest = await readOldest(db);
    const entry = oldest && `${oldest.id} ${oldest.state}`;
    const before = (await readMeta(db, 'watch')) ?? null;
    // A person who was told has asked for another try.
    if (before === null && told !== null && isTold(told) && oldest && told.entry === entry) {
      told = null;
      return { remedy: 'newSocket', state: oldest.state };
    }
    const pinged = before !== null && before.entry === entry && (await canMove(db)) && (await ping(client));
    const seen = watch(before, { entry, passedMs, pinged });
    if (JSON.stringify(seen.watch) !== JSON.stringify(before)) await writeMeta(db, 'watch', seen.watch);
    told = seen.watch;
    return seen.remedy && oldest && { remedy: seen.remedy, state: oldest.state };
  };
}

async function readOldest(db: GalleyDatabase): Promise<OutboxRow | null> {
  const first = (state: OutboxRow['state']) => db.outbox.where('state').equals(state).first();
  const [stored, waiting] = await Promise.all([first('stored'), first('waiting')]);
  if (!stored || !waiting) return stored ?? waiting ?? null;
  const isBefore =
    stored.incarnation === waiting.incarnation
      ? stored.number < waiting.number
      : stored.incarnation < waiting.incarnation;
  return isBefore ? stored : waiting;
}

/** Where a person has been asked already, nothing moves before they have acted. */
async function canMove(db: GalleyDatabase): Promise<boolean> {
  const faults = await Promise.all([readMeta(db, 'pushFault'), readMeta(db, 'pullFault')]);
  return faults.every((fault) => !fault || fault.code === 'offline');
}

/** Whether our server answers, on a way of its own. */
async function ping(client: Client): Promise<boolean> {
  try {
    await client.get('/health/live', z.object({ live: z.literal(true) }));
    return true;
  } catch (fault) {
    if (fault instanceof Offline || fault instanceof Refused) return false;
    throw fault;
  }
}

/** All that a till can do by itself was done: a person has to know. */
export function isTold({ tried }: Watch): boolean {
  return tried >= ladder.length;
}
