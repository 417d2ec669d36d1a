import { type OrderLine, soldWith } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { openOrder, unsentLine } from './open-order.ts';
import type { Till } from './till.ts';

/** Sets the quantity of a line, and of the combo that it belongs to, that the kitchen does not have yet. */
export async function changeQuantity(
  till: Till,
  args: { readonly orderId: OrderId; readonly lineId: LineId; readonly quantity: Quantity },
): Promise<Result<OrderLine>> {
  const { db } = till;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const line = unsentLine(order.value, args.lineId);
    if (!line.ok) return line;
    if (args.quantity <= 0)
      return refuse('badQuantity', 'A line has a quantity above zero. Remove it instead.');
    const { quantity } = args;
    const changed = { ...line.value, quantity };
    const together = soldWith(order.value, changed.id);
    await db.orders.put({
      ...order.value,
      lines: order.value.lines.map((each) => (together.includes(each) ? { ...each, quantity } : each)),
      ahead: true,
    });
    return ok(changed);
  });
}
