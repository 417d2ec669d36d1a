import { type Money, money } from '@galley/shared/values/money.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { Dexie } from 'dexie';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { LoopFault } from '../db/rows.ts';

/**
 * The three states a till shows, and no other [S24]: all is safe on the server; something is safe here and not yet
 * there; a person has to act.
 */
export type SyncStatus = {
  readonly state: 'safe' | 'waiting' | 'action';
  readonly waiting: {
    /** All entries, and the sales among them with what they are worth. */
    readonly count: number;
    readonly sales: number;
    readonly money: Money;
    readonly oldestAt: Instant | null;
  };
  readonly problems: readonly SyncProblem[];
  /** What the loops say now: null when the server answers. */
  readonly fault: LoopFault | null;
  readonly lastSyncAt: Instant | null;
};
export type SyncProblem = {
  readonly kind: 'fork' | 'quarantined' | 'damaged' | 'needsSignIn' | 'stuck';
  readonly count: number;
  /** What happened and what to do, in words. */
  readonly message: string;
};

/** For a live query: reads only indexes and single rows, however long the queue is. */
export async function syncStatus(db: GalleyDatabase): Promise<SyncStatus> {
  const waiting = db.outbox.where('state').equals('waiting');
  const count = await waiting.count();
  // The amount is part of the index; entries without one are not in it.
  const worth = (await db.outbox
    .where('[state+amount]')
    .between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey])
    .keys()) as unknown as [string, number][]; // the keys of a compound index are arrays
  const oldest = count > 0 ? await waiting.first() : undefined;
  const fault = (await readMeta(db, 'pushFault')) ?? (await readMeta(db, 'pullFault')) ?? null;
  const problems = await readProblems(db, fault);
  return {
    state: problems.length > 0 ? 'action' : count > 0 ? 'waiting' : 'safe',
    waiting: {
      count,
      sales: worth.length,
      money: money(worth.reduce((sum, [, amount]) => sum + amount, 0)),
      oldestAt: oldest?.recordedAt ?? null,
    },
    problems,
    fault,
    lastSyncAt: (await readMeta(db, 'lastSync'))?.at ?? null,
  };
}

/** What the feed has not confirmed yet, whether the server has it or not [S5]. */
export async function countUnsettled(db: GalleyDatabase): Promise<number> {
  const count = (state: 'waiting' | 'stored') => db.outbox.where('state').equals(state).count();
  return (await count('waiting')) + (await count('stored'));
}

async function readProblems(db: GalleyDatabase, fault: LoopFault | null): Promise<SyncProblem[]> {
  const forks = await db.outbox.where('state').equals('fork').count();
  const quarantined = await db.outbox.where('verdict').equals('quarantined').count();
  const damaged = await db.damaged.count();
  const problems: SyncProblem[] = [];
  if (fault && fault.code !== 'offline') {
    problems.push({ kind: fault.code, count: 1, message: fault.message });
  }
  if (forks > 0) {
    const message = 'The server holds other entries under the same numbers. Call a manager; nothing is lost.';
    problems.push({ kind: 'fork', count: forks, message });
  }
  if (quarantined > 0) {
    const message = 'The server keeps entries that it cannot read. A manager sees them in the office.';
    problems.push({ kind: 'quarantined', count: quarantined, message });
  }
  if (damaged > 0) {
    const message = 'Some rows of this till could not be read any more. They are kept as they were found.';
    problems.push({ kind: 'damaged', count: damaged, message });
  }
  return problems;
}
