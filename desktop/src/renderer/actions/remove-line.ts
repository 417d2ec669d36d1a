import { soldWith } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { openOrder, unsentLine } from './open-order.ts';
import type { Till } from './till.ts';

/** Takes out a line, or the combo that it belongs to, that the kitchen does not have yet; nobody else ever knew of it. */
export async function removeLine(
  till: Till,
  args: { readonly orderId: OrderId; readonly lineId: LineId },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const line = unsentLine(order.value, args.lineId);
    if (!line.ok) return line;
    const gone = soldWith(order.value, args.lineId);
    await db.orders.put({
      ...order.value,
      lines: order.value.lines.filter((each) => !gone.includes(each)),
      ahead: true,
    });
    return ok(null);
  });
}
