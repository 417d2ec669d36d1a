import { customerRecordSchema, laterCustomer } from '@galley/shared/domain/customer.ts';
import { mergeOrders, type Order, orderSchema } from '@galley/shared/domain/order.ts';
import type { ShiftState } from '@galley/shared/domain/shift.ts';
import { type PaymentIntent, troubleOf } from '@galley/shared/domain/payment-intent.ts';
import { laterState, ticketStateSchema } from '@galley/shared/domain/ticket-state.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import type { EntityName, FeedChange, Settlement } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, tableOf } from '../db/database.ts';
import { withLateMark } from '../db/late-mark.ts';
import type { Bucket, IntentRow, OrderRow, OutboxRow, Stored, Told } from '../db/rows.ts';
import { chunksOf } from './chunks-of.ts';

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
    if (entity === 'settlement') await settle(db, group, tillId, how);
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
  for (const chunk of chunksOf([...newest.values()])) {
    const known = await table.bulkGet(chunk.map((change) => change.id));
    const puts: Told[] = [];
    const gone: string[] = [];
    chunk.forEach((change, index) => {
      const mine = known[index] as Told | undefined; // as every table of the feed holds them
      if (how === 'newer' && !isNewer(change, mine)) return;
      const row = rowOf(change, mine);
      if (row) puts.push(row);
      else gone.push(change.id);
    });
    if (puts.length > 0) await table.bulkPut(puts);
    if (gone.length > 0) await table.bulkDelete(gone);
  }
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
  if (change.entity === 'shift') {
    const shift = mine as Stored<'shift'> | undefined; // it came from the table of shifts
    return change.data && shiftRowOf({ ...change, data: change.data }, shift);
  }
  if (change.entity === 'customer' && change.data && mine) {
    // What this till has said of them since is on its way.
    const { name, phone, address, edits } = laterCustomer(customerRecordSchema.parse(mine), change.data);
    const { revision, version } = change;
    const guest: Stored<'customer'> = { ...change.data, name, phone, address, edits, revision, version };
    return guest;
  }
  if (change.entity === 'ticketState' && change.data && mine) {
    const known = ticketStateSchema.parse(mine);
    return { ...laterState(known, change.data), revision: change.revision, version: change.version };
  }
  if (change.entity === 'paymentIntent' && change.data) return intentRow(change.data, change);
  return change.data && { ...change.data, revision: change.revision, version: change.version };
}

/** A shift that this till has closed stays closed, also before the feed knows. */
function shiftRowOf(
  { data, revision, version }: Told & { readonly data: ShiftState },
  mine: Stored<'shift'> | undefined,
): Stored<'shift'> {
  const closedAt = data.closedAt ?? mine?.closedAt;
  return { ...data, ...(closedAt && { closedAt }), revision, version };
}

/** What this till has changed and the feed does not know yet stays; paid stays paid [S15]. */
function orderRowOf(
  change: Told & { readonly data: Order | null },
  mine: OrderRow | undefined,
): OrderRow | null {
  const { data, revision, version } = change;
  if (!mine?.ahead) return data && withLateMark({ ...data, revision, version });
  if (!data) return { ...mine, revision: 0, version: 0 };
  const order = orderSchema.parse(mine);
  // Through the schema, so that the same state is the same text.
  const merged = orderSchema.parse(mergeOrders(order, data));
  const caughtUp = JSON.stringify(merged) === JSON.stringify(orderSchema.parse(data));
  return withLateMark(
    caughtUp ? { ...data, revision, version } : { ...merged, revision, version, ahead: true },
  );
}

type SettlementChange = Extract<FeedChange, { entity: 'settlement' }> & { readonly data: Settlement };

/**
 * Only now, together with its effects, a mutation of this till is done with [S5]. It may be settled once more, when a
 * person has decided about it or the server has learnt to read it; an older settlement never replaces a newer one [S14].
 */
async function settle(
  db: GalleyDatabase,
  changes: readonly FeedChange[],
  tillId: TillId | null,
  how: 'newer' | 'replace',
): Promise<void> {
  const newest = new Map<string, SettlementChange>();
  for (const change of changes) {
    if (change.entity !== 'settlement' || !change.data) continue;
    const { data, revision } = change;
    if ((newest.get(data.mutationId)?.revision ?? 0) < revision)
      newest.set(data.mutationId, { ...change, data });
  }
  // No till: the office, which records nothing and looks at what is odd.
  if (tillId === null) return keepOdd(db, [...newest.values()]);
  const own = [...newest].filter(([, { data }]) => data.tillId === tillId).map(([id]) => id);
  if (own.length === 0) return;
  const rows = await db.outbox.where('id').anyOf(own).toArray();
  const isNews = (row: OutboxRow, revision: number) =>
    how === 'replace' || row.state !== 'settled' || (row.revision ?? 1) <= revision;
  await db.outbox.bulkPut(
    rows.flatMap((row): OutboxRow[] => {
      const change = newest.get(row.id);
      return change && isNews(row, change.revision) ? [settled(row, change)] : [];
    }),
  );
}

function settled(row: OutboxRow, change: SettlementChange): OutboxRow {
  const { resolution: _before, revision: _told, ...rest } = row;
  const { verdict, flags, cause, resolution } = change.data;
  return {
    ...rest,
    state: 'settled',
    verdict,
    flags,
    cause,
    ...(resolution && { resolution }),
    ...(change.revision > 1 && { revision: change.revision }),
  };
}

async function keepOdd(db: GalleyDatabase, changes: readonly SettlementChange[]): Promise<void> {
  const known = await db.settlements.bulkGet(changes.map(({ id }) => id));
  const newer = changes.filter(({ revision }, index) => (known[index]?.revision ?? 0) < revision);
  const isOdd = ({ data }: SettlementChange) => data.verdict !== 'applied' || data.resolution !== null;
  await db.settlements.bulkPut(
    newer.filter(isOdd).map(({ data, revision, version }) => ({ ...data, revision, version })),
  );
  await db.settlements.bulkDelete(
    newer.filter((each) => each.revision > 1 && !isOdd(each)).map(({ id }) => id),
  );
}

function intentRow(data: PaymentIntent, { revision, version }: Told): IntentRow {
  const trouble = troubleOf(data);
  const isBack = (data.refunds ?? []).length > 0;
  return { ...data, ...(trouble && { trouble }), ...(isBack && { backAt: data.askedAt }), revision, version };
}
