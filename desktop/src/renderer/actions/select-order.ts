import type { OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import { unpaidOrder } from './open-order.ts';
import type { Till } from './till.ts';

/** Puts another order, or none, on screen; a reload of the page finds it there. */
export async function selectOrder(till: Till, orderId: OrderId | null): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.orders], async () => {
    const order = orderId === null ? ok(null) : await unpaidOrder(db, orderId);
    if (!order.ok) return order;
    await writeMeta(db, 'currentOrder', orderId);
    return ok(null);
  });
}
