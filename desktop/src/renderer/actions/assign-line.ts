import type { OrderLine } from '@galley/shared/domain/order.ts';
import type { LineId, OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { openOrder, unsentLine } from './open-order.ts';
import type { Till } from './till.ts';

/** Says which part of the meal a line belongs to and whose it is, as long as the kitchen does not have it; 0: neither. */
export async function assignLine(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly lineId: LineId;
    readonly course?: number | undefined;
    readonly seat?: number | undefined;
  },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const line = unsentLine(order.value, args.lineId);
    if (!line.ok) return line;
    const { course: before, seat: whose, ...rest } = line.value;
    const course = args.course ?? before ?? 0;
    const seat = args.seat ?? whose ?? 0;
    const assigned: OrderLine = { ...rest, ...(course > 0 && { course }), ...(seat > 0 && { seat }) };
    const lines = order.value.lines.map((each) => (each.id === assigned.id ? assigned : each));
    await db.orders.put({ ...order.value, lines, ahead: true });
    return ok(null);
  });
}
