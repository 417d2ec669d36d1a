import { type Clock, type Instant, instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta, Stored, Told } from '../db/rows.ts';

/** How long a till keeps what it sold: long enough to find a receipt again, short enough to stay small and fast. */
export const keepHistoryMs = 35 * 24 * 3_600_000;
/** How many sales one transaction removes: whoever sells waits no longer than that. */
const atOnce = 200;

/**
 * Removes old sales with their orders, tickets and what the kitchen said of those, and old refunds of sales that are gone;
 * the server has all of it for ever. A sale of which anything is not confirmed stays whole, and so does a refund; what belongs to a
 * shift that is open stays for its Z, whatever the clock says. From then on the feed's history counts as complete above what was removed [S21] [S23].
 * Answers how many sales went.
 */
export async function pruneHistory(db: GalleyDatabase, now: Clock): Promise<number> {
  // By the server's clock as far as it is known: one that was put years ahead must not cost a day's receipts [S18].
  const offset = (await readMeta(db, 'clockOffset')) ?? 0;
  const before = instant(now() + offset - keepHistoryMs);
  let after = instant(0);
  let removed = 0;
  for (;;) {
    const old = await db.sales.where('paidAt').between(after, before, false, false).limit(atOnce).toArray();
    const last = old.at(-1);
    if (!last) break;
    removed += await removeSales(db, old);
    after = last.paidAt;
  }
  await removeRefunds(db, before);
  return removed;
}

/** What is still here of a sale goes on counting what was given back of it [M11]. */
async function removeRefunds(db: GalleyDatabase, before: Instant): Promise<void> {
  let after = instant(0);
  for (;;) {
    const old = await db.refunds
      .where('refundedAt')
      .between(after, before, false, false)
      .limit(atOnce)
      .toArray();
    const last = old.at(-1);
    if (!last) return;
    after = last.refundedAt;
    await db.transaction('rw', [db.sales, db.refunds, db.shifts, db.meta], async () => {
      const floor = await completeFloor(db);
      if (!floor) return;
      const open = await openShifts(db);
      const sales = await db.sales.bulkGet(old.map(({ saleId }) => saleId));
      const gone = old.filter(
        (refund, index) => !isUnconfirmed(refund) && !open.has(refund.shiftId) && sales[index] === undefined,
      );
      await db.refunds.bulkDelete(gone.map(({ id }) => id));
      await raiseFloor(db, floor, gone);
    });
  }
}

async function removeSales(db: GalleyDatabase, sales: readonly Stored<'sale'>[]): Promise<number> {
  const tables = [db.sales, db.orders, db.tickets, db.ticketStates, db.shifts, db.meta];
  return db.transaction('rw', tables, async () => {
    const floor = await completeFloor(db);
    if (!floor) return 0;
    const open = await openShifts(db);
    const orderIds = sales.map((sale) => sale.orderId);
    const orders = (await db.orders.bulkGet(orderIds)).filter((order) => order !== undefined);
    const tickets = await db.tickets.where('orderId').anyOf(orderIds).toArray();
    const states = await db.ticketStates.where('orderId').anyOf(orderIds).toArray();
    const kept = new Set<string>([
      ...sales.filter((sale) => isUnconfirmed(sale) || open.has(sale.shiftId)).map((sale) => sale.orderId),
      ...orders.filter((row) => isUnconfirmed(row) || row.status !== 'paid' || row.ahead).map(({ id }) => id),
      ...[...tickets, ...states].filter(isUnconfirmed).map(({ orderId }) => orderId),
    ]);
    const gone = {
      sales: sales.filter((sale) => !kept.has(sale.orderId)),
      orders: orders.filter((order) => !kept.has(order.id)),
      tickets: tickets.filter((ticket) => !kept.has(ticket.orderId)),
      states: states.filter((state) => !kept.has(state.orderId)),
    };
    await db.sales.bulkDelete(gone.sales.map(({ id }) => id));
    await db.orders.bulkDelete(gone.orders.map(({ id }) => id));
    await db.tickets.bulkDelete(gone.tickets.map(({ id }) => id));
    await db.ticketStates.bulkDelete(gone.states.map(({ ticketId }) => ticketId));
    await raiseFloor(db, floor, Object.values(gone).flat());
    return gone.sales.length;
  });
}

async function openShifts(db: GalleyDatabase): Promise<ReadonlySet<string>> {
  return new Set(await db.shifts.filter(({ closedAt }) => closedAt === undefined).primaryKeys());
}

/** Null while older pages are still being added, or all is being loaded anew: the next time is soon enough. */
async function completeFloor(db: GalleyDatabase): Promise<Meta['floor'] | null> {
  const floor = await readMeta(db, 'floor');
  return floor?.complete && !(await readMeta(db, 'snapshot')) ? floor : null;
}

async function raiseFloor(db: GalleyDatabase, floor: Meta['floor'], gone: readonly Told[]): Promise<void> {
  const version = gone.reduce((most, row) => Math.max(most, row.version), floor.version);
  if (version > floor.version) await writeMeta(db, 'floor', { version, complete: true });
}

function isUnconfirmed(row: Told): boolean {
  return row.version === 0;
}
