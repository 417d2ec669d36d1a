import { type Clock, instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Stored, Told } from '../db/rows.ts';

/** How long a till keeps what it sold: long enough to find a receipt again, short enough to stay small and fast. */
export const keepHistoryMs = 35 * 24 * 3_600_000;
/** How many sales one transaction removes: whoever sells waits no longer than that. */
const atOnce = 200;

/**
 * Removes old sales with their orders and tickets, which the server has for ever. A sale of which anything is not
 * confirmed stays whole. From then on the feed's history counts as complete above what was removed [S21] [S23].
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
    if (!last) return removed;
    removed += await removeSales(db, old);
    after = last.paidAt;
  }
}

async function removeSales(db: GalleyDatabase, sales: readonly Stored<'sale'>[]): Promise<number> {
  return db.transaction('rw', [db.sales, db.orders, db.tickets, db.meta], async () => {
    const floor = await readMeta(db, 'floor');
    // Older pages are still being added, or all is being loaded anew: the next time is soon enough.
    if (!floor?.complete || (await readMeta(db, 'snapshot'))) return 0;
    const orderIds = sales.map((sale) => sale.orderId);
    const orders = (await db.orders.bulkGet(orderIds)).filter((order) => order !== undefined);
    const tickets = await db.tickets.where('orderId').anyOf(orderIds).toArray();
    const kept = new Set<string>([
      ...sales.filter(isUnconfirmed).map((sale) => sale.orderId),
      ...orders.filter((row) => isUnconfirmed(row) || row.status !== 'paid' || row.ahead).map(({ id }) => id),
      ...tickets.filter(isUnconfirmed).map((ticket) => ticket.orderId),
    ]);
    const gone = {
      sales: sales.filter((sale) => !kept.has(sale.orderId)),
      orders: orders.filter((order) => !kept.has(order.id)),
      tickets: tickets.filter((ticket) => !kept.has(ticket.orderId)),
    };
    await db.sales.bulkDelete(gone.sales.map(({ id }) => id));
    await db.orders.bulkDelete(gone.orders.map(({ id }) => id));
    await db.tickets.bulkDelete(gone.tickets.map(({ id }) => id));
    const version = Object.values(gone)
      .flat()
      .reduce((most, row) => Math.max(most, row.version), floor.version);
    if (version > floor.version) await writeMeta(db, 'floor', { version, complete: true });
    return gone.sales.length;
  });
}

function isUnconfirmed(row: Told): boolean {
  return row.version === 0;
}
