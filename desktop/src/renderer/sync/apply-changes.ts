import { mergeOrders, type Order, orderSchema } from '@galley/shared/domain/order.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { EntityName, FeedChange, Settlement } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, tableOf } from '../db/database.ts';
import type { Bucket, OrderRow, OutboxRow, Told } from '../db/rows.ts';

/**
 * Brings what the feed tells into the tables, in the caller's transaction. An older state never replaces a newer one,
 * so the same page twice changes nothing [S20]; a snapshot replaces whatever is there [S21].
 */
export async function applyChanges(
  db: GalleyDatabase,
  changes: readonly FeedChange[],
  tillId: TillId | null,
  how: 'newer' | 'replace' = 'newer',
): Promise<void> {
  const byEntity = new Map<EntityName, FeedChange[]>();
  for (const change of changes) {
    const group = byEntity.get(change.entity);
    if (group) group.push(change);
    else byEntity.set(change.entity, [change]);
  }
  for (const [entity, group] of byEntity) {
    if (entity === 'settlement') await settle(db, group, tillId);
    else await applyEntity(db, entity, group, how);
  }
}

async function applyEntity(
  db: GalleyDatabase,
  entity: Bucket,
  changes: readonly FeedChange[],
  how: 'newer' | 'replace',
): Promise<void> {
  const table = tableOf(db, entity);
  const newest = new Map<string, FeedChange>();
  for (const change of changes) {
    if (isNewer(change, newest.get(change.id))) newest.set(change.id, change);
  }
  const known = await table.bulkGet([...newest.keys()]);
  const puts: Told[] = [];
  const gone: string[] = [];
  [...newest.values()].forEach((change, index) => {
    const mine = known[index] as Told | undefined; // as every table of the feed holds them
    if (how === 'newer' && !isNewer(change, mine)) return;
    const row = rowOf(change, mine);
    if (row) puts.push(row);
    else gone.push(change.id);
  });
  if (puts.length > 0) await table.bulkPut(puts);
  if (gone.length > 0) await table.bulkDelete(gone);
}

/** A state may be told again under a newer version. */
function isNewer(change: Told, than: Told | undefined): boolean {
  if (!than || change.revision > than.revision) return true;
  return change.revision === than.revision && change.version > than.version;
}

/** The row to keep; null: it has ended. */
function rowOf(change: FeedChange, mine: Told | undefined): Told | null {
  if (change.entity === 'order') {
    const order = mine as OrderRow | undefined; // it came from the table of orders
    return orderRowOf(change, order);
  }
  return change.data && { ...change.data, revision: change.revision, version: change.version };
}

/** What this till has changed and the feed does not know yet stays; paid stays paid [S15]. */
function orderRowOf(
  change: Told & { readonly data: Order | null },
  mine: OrderRow | undefined,
): OrderRow | null {
  const { data, revision, version } = change;
  if (!mine?.ahead) return data && { ...data, revision, version };
  if (!data) return { ...mine, revision: 0, version: 0 };
  const order = orderSchema.parse(mine);
  const merged = mergeOrders(order, data);
  const caughtUp = JSON.stringify(merged) === JSON.stringify(orderSchema.parse(data));
  return caughtUp ? { ...data, revision, version } : { ...merged, revision, version, ahead: true };
}

/** Only now, together with its effects, a mutation of this till is done with [S5]. */
async function settle(
  db: GalleyDatabase,
  changes: readonly FeedChange[],
  tillId: TillId | null,
): Promise<void> {
  const all = changes.flatMap((change): Settlement[] =>
    change.entity === 'settlement' && change.data ? [change.data] : [],
  );
  // No till: the office, which records nothing and looks at what is odd.
  if (tillId === null) {
    await db.settlements.bulkPut(all.filter((settlement) => settlement.verdict !== 'applied'));
    return;
  }
  const settlements = all.filter((settlement) => settlement.tillId === tillId);
  if (settlements.length === 0) return;
  const byId = new Map(settlements.map((settlement) => [settlement.mutationId as string, settlement]));
  const rows = await db.outbox
    .where('id')
    .anyOf([...byId.keys()])
    .toArray();
  await db.outbox.bulkPut(
    rows.map((row): OutboxRow => {
      const { verdict, flags, cause } = byId.get(row.id) ?? row;
      return { ...row, state: 'settled', verdict, flags, cause };
    }),
  );
}
