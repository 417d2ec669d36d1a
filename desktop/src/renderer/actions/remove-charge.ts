import { nextEdit, type Order } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import type { Till } from './till.ts';

/** Takes the service charge off an order, for a reason; null puts it back. */
export async function removeCharge(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly reason: string | null;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.orders, db.staff, db.rights], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const { chargeRemoved: _before, ...head } = order.value;
    const charged = { ...head, edits: nextEdit(order.value), ahead: true };
    if (args.reason === null) {
      await db.orders.put(charged);
      return ok(charged);
    }
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', 'Say why the service charge is taken off.');
    const refusal = refuseCardNumber(reason) ?? (await checkRight(db, args, { permission: 'removeCharge' }));
    if (refusal) return refusal;
    const { staffId, approval } = args;
    const changed = { ...charged, chargeRemoved: { reason, staffId, ...(approval && { approval }) } };
    await db.orders.put(changed);
    return ok(changed);
  });
}
