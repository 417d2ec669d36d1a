import type { Order } from '@galley/shared/domain/order.ts';
import { fire } from '@galley/shared/domain/ticket.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { openOrder } from './open-order.ts';
import { readPlace } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { newsOf, tellOrder } from './tell-order.ts';
import { routeLines, routingTables } from './route-lines.ts';
import type { Till } from './till.ts';

/** Sends the kitchen what it does not have yet: a ticket and a print job for each station [P8]. */
export async function sendToKitchen(
  till: Till,
  args: { readonly orderId: OrderId; readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [...kitchenTables(db), ...routingTables(db)], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const open = await openOrder(db, args.orderId);
    if (!open.ok) return open;
    const order = ok({ ...open.value, lines: await routeLines(db, open.value, open.value.lines) });
    const stations = await stationsOf(db, order.value.lines);
    const by = await nameOf(db, args.staffId);
    const fired = fire(order.value, stations, by, place.value.at, till.ids);
    if (fired.tickets.length === 0) {
      return refuse('nothingToSend', `The kitchen has everything of order ${order.value.number}.`);
    }
    await db.orders.put({ ...order.value, ...fired.order, ahead: true });
    await tellKitchen(db, fired.tickets, stations);
    await tellOrder(till, place.value, {
      name: 'sendToKitchen',
      order: fired.order,
      lines: newsOf(order.value, fired.order),
      tickets: fired.tickets,
      staffId: args.staffId,
    });
    return ok(fired.order);
  });
}
