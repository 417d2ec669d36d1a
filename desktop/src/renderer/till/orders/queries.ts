import type { Order } from '@galley/shared/domain/order.ts';
import type { GalleyDatabase } from '../../db/database.ts';

/** What is open on all tills of the branch as far as this one knows, the oldest first. */
export async function readOpenOrders(db: GalleyDatabase): Promise<Order[]> {
  const orders = await db.orders.where('status').equals('open').toArray();
  return orders.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
}

export async function countOpenOrders(db: GalleyDatabase): Promise<number> {
  return db.orders.where('status').equals('open').count();
}
