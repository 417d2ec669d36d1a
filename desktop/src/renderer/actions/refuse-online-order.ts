import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** The branch cannot make it: the guest is told why, and all of the money goes back the way it came. */
export async function refuseOnlineOrder(
  till: Till,
  args: {
    readonly orderId: OnlineOrder['id'];
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.onlineOrders, db.staff, db.rights], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { at } = place.value;
    const order = await db.onlineOrders.get(args.orderId);
    if (order?.status !== 'PAID') return refuse('orderOver', 'This order is not open any more.');
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', `Say why ${order.number} is refused.`);
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    const { id: orderId, number, total } = order;
    const refusal = await checkRight(db, args, { permission: 'refund', amount: total });
    if (refusal) return refusal;
    const cancelled = { code: 'refused' as const, reason, at };
    await db.onlineOrders.put({ ...order, status: 'CANCELLED', cancelled, refund: 'due' });
    await recordMutation(till, place.value, {
      name: 'refuseOnlineOrder',
      data: { orderId, number, total, reason, at },
      staffId: args.staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(null);
  });
}
