import { soldWith, withStatus } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { withLateMark } from '../db/late-mark.ts';
import { openOrLate, unsentLine } from './open-order.ts';
import type { Till } from './till.ts';

/** Takes out a line, or the combo that it belongs to, that the kitchen does not have yet; nobody else ever knew of it. */
export async function removeLine(
  till: Till,
  args: { readonly orderId: OrderId; readonly lineId: LineId },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrLate(db, args.orderId, [args.lineId]);
    if (!order.ok) return order;
    const line = unsentLine(order.value, args.lineId);
    if (!line.ok) return line;
    const gone = soldWith(order.value, args.lineId);
    const lines = order.value.lines.filter((each) => !gone.includes(each));
    // The rest of it may be at another table by now.
    await db.orders.put(withLateMark(withStatus({ ...order.value, lines, ahead: true })));
    return ok(null);
  });
}
