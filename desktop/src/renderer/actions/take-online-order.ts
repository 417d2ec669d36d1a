import { type OnlineOrder, webStaffOf } from '@galley/shared/domain/online-order.ts';
import { turnOf } from '@galley/shared/domain/online-paper.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { isPrintable } from './print-online-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Says that this till prints an online order's tickets, or, where another one was to and has not (`over`), that it takes
 * over. Other tills may say so in the same moment: the first one that the server hears does, and the feed tells all of
 * them which. Each turn is asked for once, whatever number of windows see the order.
 */
export async function takeOnlineOrder(
  till: Till,
  { orderId, over = false }: { readonly orderId: OnlineOrder['id']; readonly over?: boolean },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.onlineOrders, db.onlinePapers], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const order = await db.onlineOrders.get(orderId);
    if (!order || order.printedAt !== undefined || !isPrintable(order, at))
      return refuse('takenAlready', 'This order needs no paper any more.');
    const after = turnOf(order);
    if (after > 0 && !over) return refuse('takenAlready', 'This order is taken already.');
    const { asked, printed } = (await db.onlinePapers.get(orderId)) ?? { asked: 0, printed: 0 };
    if (asked > after) return refuse('takenAlready', 'This till has asked for it already.');
    await db.onlinePapers.put({ orderId, asked: after + 1, printed });
    await recordMutation(till, place.value, {
      name: 'takeOnlineOrder',
      data: { orderId, at, ...(after > 0 && { after }) },
      // Nobody tapped: the till stands for itself, as the web channel does.
      staffId: webStaffOf(identity.branchId),
      amount: null,
    });
    return ok(null);
  });
}
