import { type Money, money } from '@galley/shared/values/money.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { Dexie } from 'dexie';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { isHeld } from '../db/held.ts';
import type { LoopFault, OutboxRow, Watch } from '../db/rows.ts';
import { isTold } from './watchdog.ts';

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
  readonly kind: 'fork' | 'quarantined' | 'damaged' | 'notMoving' | 'needsSignIn' | 'disabled' | 'stuck';
  readonly count: number;
  /** What the server or a loop said, in words; empty where the kind says it all. */
  readonly message: string;
};

/**
 * For a live query: reads only indexes and single rows, however long the queue is, and in one transaction: the next tap
 * stands in line behind all that the sale before it has made others ask.
 */
export function syncStatus(db: GalleyDatabase): Promise<SyncStatus> {
  return db.transaction('r', tablesOfStatus(db), async () => {
    const [count, worth, oldest, pushFault, pullFault, watch, counts, lastSync] = await Promise.all([
      countState(db, 'waiting'),
      readWorth(db),
      db.outbox.where('state').equals('waiting').first(),
      readMeta(db, 'pushFault'),
      readMeta(db, 'pullFault'),
      readMeta(db, 'watch'),
      countProblems(db),
      readMeta(db, 'lastSync'),
    ]);
    const fault = pushFault ?? pullFault ?? null;
    const problems = problemsOf(fault, watch ?? null, counts);
    return {
      state: problems.length > 0 ? 'action' : count > 0 ? 'waiting' : 'safe',
      waiting: { count, ...worth, oldestAt: oldest?.recordedAt ?? null },
      problems,
      fault,
      lastSyncAt: lastSync?.at ?? null,
    };
  });
}

/** What the functions here read, for a transaction around them. */
export function tablesOfStatus(db: GalleyDatabase) {
  return [db.outbox, db.meta, db.damaged];
}

/** What the feed has not confirmed yet, whether the server has it or not [S5]. */
export async function countUnsettled(db: GalleyDatabase): Promise<number> {
  return (await countState(db, 'waiting')) + (await countState(db, 'stored'));
}

export function countState(db: GalleyDatabase, state: OutboxRow['state']): Promise<number> {
  return db.outbox.where('state').equals(state).count();
}

/** The sales among what waits, and what they are worth. */
export async function readWorth(
  db: GalleyDatabase,
): Promise<{ readonly sales: number; readonly money: Money }> {
  // The amount is part of the index; entries without one are not in it.
  const keys = (await db.outbox
    .where('[state+amount]')
    .between(['waiting', Dexie.minKey], ['waiting', Dexie.maxKey])
    .keys()) as unknown as [string, number][]; // the keys of a compound index are arrays
  return { sales: keys.length, money: money(keys.reduce((sum, [, amount]) => sum + amount, 0)) };
}

/** Entries and rows that somebody has to do something about. What the books took with a flag can wait for a manager. */
export async function countProblems(db: GalleyDatabase): Promise<Problems> {
  const [fork, quarantined, damaged] = await Promise.all([
    db.outbox.where('state').equals('fork').filter(isHeld).count(),
    db.outbox.where('verdict').equals('quarantined').filter(isHeld).count(),
    db.damaged.count(),
  ]);
  return { fork, quarantined, damaged };
}
type Problems = Readonly<Record<'fork' | 'quarantined' | 'damaged', number>>;

function problemsOf(fault: LoopFault | null, watch: Watch | null, counts: Problems): SyncProblem[] {
  const problems: SyncProblem[] = [];
  if (fault && fault.code !== 'offline') {
    problems.push({ kind: fault.code, count: 1, message: fault.message });
  }
  if (watch && isTold(watch)) problems.push({ kind: 'notMoving', count: 1, message: '' });
  for (const kind of ['fork', 'quarantined', 'damaged'] as const) {
    if (counts[kind] > 0) problems.push({ kind, count: counts[kind], message: '' });
  }
  return problems;
}
