import { liveLines, type Order, withStatus } from '@galley/shared/domain/order.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readMeta, writeMeta } from '../db/database.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import { readPlace } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import { tellOrder } from './tell-order.ts';
import type { Till } from './till.ts';

/** Takes an order off the floor that has nothing to pay for: the guests left, or all of it was taken back. */
export async function closeOrder(
  till: Till,
  args: { readonly orderId: OrderId; readonly reason: string; readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.orders, db.staff], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const secret = refuseCardNumber(args.reason);
    if (secret) return secret;
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    if (liveLines(order.value).length > 0) {
      return refuse(
        'stillOpen',
        `Order ${order.value.number} has items. Take them back or have them paid first.`,
      );
    }
    const by = await nameOf(db, args.staffId);
    const closed = { by, at: place.value.at, reason: args.reason };
    const after = withStatus({ ...order.value, closed });
    await db.orders.put({ ...order.value, ...after, ahead: true });
    await tellOrder(till, place.value, { name: 'closeOrder', order: after, staffId: args.staffId });
    if ((await readMeta(db, 'currentOrder')) === after.id) await writeMeta(db, 'currentOrder', null);
    return ok(after);
  });
}
