import { type OnlineOrder, webStaffOf } from '@galley/shared/domain/online-order.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { isPrintable } from './print-online-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Says that this till prints an online order's tickets. Other tills may say so in the same moment: the first one that the
 * server hears does, and the feed tells all of them which. Said once, whatever number of windows see the order.
 */
export async function takeOnlineOrder(
  till: Till,
  { orderId }: { readonly orderId: OnlineOrder['id'] },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.onlineOrders, db.onlinePapers], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const order = await db.onlineOrders.get(orderId);
    if (!order || order.taken || !isPrintable(order, place.value.at))
      return refuse('takenAlready', 'This order is taken already.');
    if (await db.onlinePapers.get(orderId))
      return refuse('takenAlready', 'This till has asked for it already.');
    await db.onlinePapers.put({ orderId, printedAt: null });
    await recordMutation(till, place.value, {
      name: 'takeOnlineOrder',
      data: { orderId, at: place.value.at },
      // Nobody tapped: the till stands for itself, as the web channel does.
      staffId: webStaffOf(place.value.identity.branchId),
      amount: null,
    });
    return ok(null);
  });
}
