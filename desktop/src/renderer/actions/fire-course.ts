import { fireCourse as fired } from '@galley/shared/domain/kitchen-notices.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { openOrder } from './open-order.ts';
import { readPlace } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { tellOrder } from './tell-order.ts';
import type { Till } from './till.ts';

/** The guests are ready for the next course: the kitchen may begin with what it holds of it. */
export async function fireCourse(
  till: Till,
  args: { readonly orderId: OrderId; readonly course: number; readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', kitchenTables(db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const stations = await stationsOf(db, order.value.lines);
    const by = await nameOf(db, args.staffId);
    const after = fired(order.value, args.course, stations, by, place.value.at, till.ids);
    if (after.tickets.length === 0) {
      return refuse('nothingHeld', `The kitchen holds nothing of course ${args.course}.`);
    }
    await db.orders.put({ ...order.value, ...after.order, ahead: true });
    await tellKitchen(db, after.tickets, stations);
    const ids = new Set(after.tickets.flatMap(({ lines }) => lines.map(({ lineId }) => lineId)));
    await tellOrder(till, place.value, {
      name: 'fireCourse',
      order: after.order,
      lines: after.order.lines.filter(({ id }) => ids.has(id)),
      tickets: after.tickets,
      staffId: args.staffId,
    });
    return ok(after.order);
  });
}
