import type { Order } from '@galley/shared/domain/order.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** What is open on all tills of the branch as far as this one knows, the oldest first. */
export async function readOpenOrders(db: GalleyDatabase): Promise<Order[]> {
  const orders = await db.orders.where('status').equals('open').toArray();
  return orders.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
}

/** Orders with lines that came too late to be on their bill, paid or paid in part: those of other tills, too. */
export function readLateOrders(db: GalleyDatabase): Promise<Order[]> {
  return db.orders.where('late').equals(1).toArray();
}

export function countLateOrders(db: GalleyDatabase): Promise<number> {
  return db.orders.where('late').equals(1).count();
}

export async function countOpenOrders(db: GalleyDatabase): Promise<number> {
  return db.orders.where('status').equals('open').count();
}

/** The orders of which the table, name, number or an item begins like what was typed. */
export function findOrders(orders: readonly Order[], typed: string): readonly Order[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return orders;
  return orders.filter(({ number, table, customer, lines }) =>
    [number, table ?? '', customer?.name ?? '', customer?.phone ?? '', ...lines.map(({ name }) => name)].some(
      (text) =>
        text
          .toLocaleLowerCase()
          .split(/[\s-]+/)
          .concat(text.toLocaleLowerCase())
          .some((word) => word.startsWith(wanted)),
    ),
  );
}
