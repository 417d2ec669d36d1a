import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** The order is ready at the counter, or the guest or the rider has it. */
export async function markOnlineOrder(
  till: Till,
  args: {
    readonly orderId: OnlineOrder['id'];
    readonly progress: 'ready' | 'delivered';
    readonly staffId: StaffId;
  },
): Promise<Result<null>> {
  const { db } = till;
  const { orderId, progress } = args;
  return db.transaction('rw', [db.meta, db.outbox, db.onlineOrders], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { at } = place.value;
    const order = await db.onlineOrders.get(orderId);
    if (order?.status !== 'PAID') return refuse('orderOver', 'This order is not open any more.');
    await db.onlineOrders.put(
      progress === 'ready' ? { ...order, readyAt: at } : { ...order, status: 'DELIVERED', deliveredAt: at },
    );
    await recordMutation(till, place.value, {
      name: 'markOnlineOrder',
      data: { orderId, progress, at },
      staffId: args.staffId,
      amount: null,
    });
    return ok(null);
  });
}
