import type { OrderId, TillId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type Clock, instant } from '@galley/shared/values/time.ts';
import { buckets, type GalleyDatabase, readMeta, tableOf, writeMeta } from '../db/database.ts';
import type { Bucket, SnapshotLoad, Told } from '../db/rows.ts';
import { applyChanges } from './apply-changes.ts';
import { lasts } from './lasts.ts';
import { isRestored } from './is-restored.ts';

/**
 * Puts a snapshot that is staged whole in the place of what the feed told before, in one transaction. What this till
 * has recorded and the server has not confirmed stays; after a restore of the server that is all that it ever recorded,
 * and it is sent again [S10] [S21].
 */
export async function flipSnapshot(db: GalleyDatabase, now: Clock): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const load = await readMeta(db, 'snapshot');
    if (!load?.head || !load.cursor) return; // another window was faster
    const before = await readMeta(db, 'cursor');
    const restored = isRestored(before, load);
    const tillId = (await readMeta(db, 'identity'))?.till.id ?? null;
    const isOwn = restored && tillId ? await holdAllOwn(db, tillId) : isUnconfirmed;
    // What this reader was told of the same feed stays true: history does not change, but by moving to the head.
    const goesOn = !restored && before?.stream === load.cursor.stream && before.scope === load.cursor.scope;
    const stays = { isOwn, historyUpTo: goesOn ? load.head.floor : -1 };
    if (load.bucket === null) await db.settlements.clear();
    const told = await putPages(db, tillId);
    for (const bucket of load.bucket === null ? buckets : [load.bucket]) {
      await removeOthers(db, bucket, told.get(bucket) ?? new Set(), stays);
    }
    if (restored) await db.outbox.where('state').equals('stored').modify({ state: 'waiting' });
    if (load.bucket === null) await moveCursor(db, load, now);
    await db.shadow.clear();
    await db.meta.delete('snapshot');
  });
}

type IsOwn = (row: Row) => boolean;
/** What the rows of all buckets may have in common. */
type Row = Told & { readonly ahead?: boolean; readonly tillId?: TillId; readonly orderId?: OrderId };

function isUnconfirmed(row: Row): boolean {
  return row.revision === 0 || row.ahead === true;
}

/** A restored server may lack anything of this till, and may know an older state of its orders. */
async function holdAllOwn(db: GalleyDatabase, tillId: TillId): Promise<IsOwn> {
  const orders = db.orders.filter((order) => order.tillId === tillId);
  await orders.modify({ ahead: true });
  const orderIds = new Set<string | undefined>(await orders.primaryKeys());
  // A ticket names no till, only its order.
  const isMine = (row: Row) => (row.tillId ? row.tillId === tillId : orderIds.has(row.orderId));
  return (row) => isUnconfirmed(row) || isMine(row);
}

/** Answers the ids that the pages tell of, by entity. */
async function putPages(db: GalleyDatabase, tillId: TillId | null): Promise<Map<string, Set<string>>> {
  const told = new Map<string, Set<string>>();
  for (const place of await db.shadow.orderBy('place').primaryKeys()) {
    const page = must(await db.shadow.get(place), 'its key was read in this transaction');
    for (const [entity, ids] of page.told) {
      const known = told.get(entity) ?? new Set();
      for (const id of ids) known.add(id);
      told.set(entity, known);
    }
    await applyChanges(db, page.changes, tillId, 'replace');
    if (page.damaged.length > 0) await db.damaged.bulkPut(page.damaged);
  }
  return told;
}

/** Rows that the snapshot does not tell of are gone, but for those that only this till may know, and for history. */
async function removeOthers(
  db: GalleyDatabase,
  bucket: Bucket,
  told: ReadonlySet<string>,
  stays: { readonly isOwn: IsOwn; readonly historyUpTo: number },
): Promise<void> {
  const table = tableOf(db, bucket);
  const others = (await table.toCollection().primaryKeys()).filter((id) => !told.has(id));
  if (others.length === 0) return;
  const rows = (await table.bulkGet(others)) as Row[]; // their keys were read in this transaction
  const isHistory = (row: Row) => row.version <= stays.historyUpTo && !lasts(bucket, row);
  const own = rows.filter((row) => stays.isOwn(row) && row.version > 0);
  await table.bulkPut(own.map((row) => ({ ...row, revision: 0, version: 0 })));
  const gone = others.filter((_, index) => {
    const row = must(rows[index], 'one row a key');
    return !stays.isOwn(row) && !isHistory(row);
  });
  await table.bulkDelete(gone);
}

async function moveCursor(db: GalleyDatabase, load: SnapshotLoad, now: Clock): Promise<void> {
  const { head, cursor } = load;
  await writeMeta(db, 'cursor', must(cursor, 'the load is complete'));
  await writeMeta(db, 'floor', { version: must(head, 'the load is complete').floor, complete: false });
  await writeMeta(db, 'lastSync', { at: instant(now()) });
}
