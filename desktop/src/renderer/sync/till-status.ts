import type { Clock } from '@galley/shared/values/time.ts';
import { money } from '@galley/shared/values/money.ts';
import type { TillStatus } from '@galley/shared/wire/push.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta, OutboxRow } from '../db/rows.ts';
import { countProblems, countState, readWorth, tablesOfStatus } from './status.ts';

/** What the device says of the place where the sales are kept. */
export type Storage = Meta['storage'];

/** How old a status may be while a backlog goes out: counting for every batch would slow it down. */
const freshMs = 10_000;
const worthTellingBytes = 16 * 1024 * 1024;

/**
 * What the till says of itself with a push [S24]: what still waits behind the batch that goes with it, so that it stays
 * true once that batch is stored.
 */
export function createTillStatus(options: {
  readonly db: GalleyDatabase;
  readonly now: Clock;
  readonly appVersion: string;
  readonly askStorage: () => Promise<Storage>;
}): (batch: readonly OutboxRow[]) => Promise<TillStatus> {
  const { db, now, appVersion, askStorage } = options;
  let last: { readonly at: number; readonly status: TillStatus } | null = null;

  return async (batch) => {
    const waiting = Math.max((await countState(db, 'waiting')) - batch.length, 0);
    // The last batch tells anew, so that an empty outbox is never told as a full one.
    if (last && last.status.waiting > 0 && waiting > 0 && Math.abs(now() - last.at) < freshMs)
      return { ...last.status, waiting };
    const status = await read(batch, waiting);
    last = { at: now(), status };
    return status;
  };

  async function read(batch: readonly OutboxRow[], waiting: number): Promise<TillStatus> {
    const inBatch = batch.reduce((sum, row) => sum + (row.amount ?? 0), 0);
    const storage = await askStorage();
    await noteStorage(db, storage);
    const [unsettled, problems, offset, mismatches, worth, oldestAt] = await db.transaction(
      'r',
      tablesOfStatus(db),
      () =>
        Promise.all([
          countState(db, 'stored'),
          countProblems(db),
          readMeta(db, 'clockOffset'),
          readMeta(db, 'bucketMismatches'),
          waiting > 0 ? readWorth(db) : null,
          waiting > 0 ? oldestBehind(db, batch) : null,
        ]),
    );
    return {
      waiting,
      oldestAt,
      appVersion,
      waitingMoney: money(worth ? Math.max(worth.money - inBatch, 0) : 0),
      unsettled,
      problems: problems.fork + problems.quarantined + problems.damaged,
      clockOffsetMs: offset ?? null,
      ...storage,
      bucketMismatches: mismatches ?? 0,
    };
  }
}

/** For the warnings on screen; written only when it has changed for a person. */
async function noteStorage(db: GalleyDatabase, storage: Storage): Promise<void> {
  const known = await readMeta(db, 'storage');
  const moved = Math.abs((known?.freeBytes ?? 0) - (storage.freeBytes ?? 0));
  if (known && known.persisted === storage.persisted && moved < worthTellingBytes) return;
  await writeMeta(db, 'storage', storage);
}

async function oldestBehind(db: GalleyDatabase, batch: readonly OutboxRow[]) {
  const waiting = () => db.outbox.where('state').equals('waiting');
  const first = await waiting().first();
  // A log that a person has to look at waits before the batch of another one.
  const oldest = first?.id === batch[0]?.id ? await waiting().offset(batch.length).first() : first;
  return oldest?.recordedAt ?? null;
}

/** Asks the browser. It may say nothing: of an insecure page, or because it has no idea. */
export async function askBrowserStorage(): Promise<Storage> {
  const storage = globalThis.navigator?.storage;
  if (!storage) return { freeBytes: null, persisted: null };
  const [{ quota, usage }, persisted] = await Promise.all([storage.estimate(), storage.persisted()]);
  const known = quota !== undefined && usage !== undefined;
  return { freeBytes: known ? Math.max(quota - usage, 0) : null, persisted };
}
