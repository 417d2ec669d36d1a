import type { OrderLine } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder, unsentLine } from './open-order.ts';
import type { Till } from './till.ts';

/** Says something to the kitchen about a line that it does not have yet. */
export async function changeNote(
  till: Till,
  args: { readonly orderId: OrderId; readonly lineId: LineId; readonly note: string },
): Promise<Result<OrderLine>> {
  const { db } = till;
  const secret = refuseCardNumber(args.note);
  if (secret) return secret;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const line = unsentLine(order.value, args.lineId);
    if (!line.ok) return line;
    const changed = { ...line.value, note: args.note.trim() };
    await db.orders.put({
      ...order.value,
      lines: order.value.lines.map((each) => (each.id === changed.id ? changed : each)),
      ahead: true,
    });
    return ok(changed);
  });
}
