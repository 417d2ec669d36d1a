import { mergeOrders, type Order, orderSchema } from '@galley/shared/domain/order.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { EntityName, FeedChange, Settlement } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, tableOf } from '../db/database.ts';
import type { OrderRow, OutboxRow } from '../db/rows.ts';

type Row = { readonly revision: number };

/**
 * Brings what the feed tells into the tables, in the caller's transaction. An older state never replaces a newer one,
 * so the same page twice changes nothing [S20].
 */
export async function applyChanges(
  db: GalleyDatabase,
  changes: readonly FeedChange[],
  tillId: TillId | null,
): Promise<void> {
  const byEntity = new Map<EntityName, FeedChange[]>();
  for (const change of changes) {
    const group = byEntity.get(change.entity);
    if (group) group.push(change);
    else byEntity.set(change.entity, [change]);
  }
  for (const [entity, group] of byEntity) {
    if (entity === 'settlement') await settle(db, group, tillId);
    else await applyEntity(db, entity, group);
  }
}

async function applyEntity(
  db: GalleyDatabase,
  entity: Exclude<EntityName, 'settlement'>,
  changes: readonly FeedChange[],
): Promise<void> {
  const table = tableOf(db, entity);
  const newest = new Map<string, FeedChange>();
  for (const change of changes) {
    if ((newest.get(change.id)?.revision ?? 0) < change.revision) newest.set(change.id, change);
  }
  const known = await table.bulkGet([...newest.keys()]);
  const puts: Row[] = [];
  const gone: string[] = [];
  [...newest.values()].forEach((change, index) => {
    const mine = known[index] as Row | undefined; // every table of the feed holds rows with a revision
    if (mine && mine.revision >= change.revision) return;
    const row = rowOf(change, mine);
    if (row) puts.push(row);
    else gone.push(change.id);
  });
  if (puts.length > 0) await table.bulkPut(puts);
  if (gone.length > 0) await table.bulkDelete(gone);
}

/** The row to keep; null: it has ended. */
function rowOf(change: FeedChange, mine: Row | undefined): Row | null {
  if (change.entity === 'order') {
    const order = mine as OrderRow | undefined; // it came from the table of orders
    return orderRowOf(change, order);
  }
  return change.data && { ...change.data, revision: change.revision };
}

/** What this till has changed and the feed does not know yet stays; paid stays paid [S15]. */
export function orderRowOf(
  change: { readonly data: Order | null; readonly revision: number },
  mine: OrderRow | undefined,
): OrderRow | null {
  const { data, revision } = change;
  if (!mine?.ahead) return data && { ...data, revision };
  if (!data) return mine;
  const order = orderSchema.parse(mine);
  const merged = mergeOrders(order, data);
  const caughtUp = JSON.stringify(merged) === JSON.stringify(orderSchema.parse(data));
  return caughtUp ? { ...data, revision } : { ...merged, revision, ahead: true };
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
