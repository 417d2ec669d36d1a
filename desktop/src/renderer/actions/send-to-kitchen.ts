import { type Order, orderHeadSchema } from '@galley/shared/domain/order.ts';
import { fire } from '@galley/shared/domain/ticket.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { openOrder } from './open-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Sends the kitchen what it does not have yet: a ticket and a print job for each station [P8]. */
export async function sendToKitchen(
  till: Till,
  args: { readonly orderId: OrderId; readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', kitchenTables(db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const stations = await stationsOf(db, order.value.lines);
    const by = await nameOf(db, args.staffId);
    const fired = fire(order.value, stations, by, place.value.at, till.ids);
    if (fired.tickets.length === 0) {
      return refuse('nothingToSend', `The kitchen has everything of order ${order.value.number}.`);
    }
    await db.orders.put({ ...order.value, ...fired.order, ahead: true });
    await tellKitchen(db, fired.tickets, stations);
    const before = new Map(order.value.lines.map((line) => [line.id, line.kitchen.state]));
    await recordMutation(till, place.value, {
      name: 'sendToKitchen',
      data: {
        order: orderHeadSchema.parse(fired.order),
        round: fired.order.rounds,
        // With those whose taxes or discount were changed since the branch heard of them.
        lines: fired.order.lines.filter(
          ({ id, kitchen, edits }) =>
            kitchen.state === 'sent' && (before.get(id) === 'unsent' || edits !== undefined),
        ),
        tickets: [...fired.tickets],
      },
      staffId: args.staffId,
      amount: null,
    });
    return ok(fired.order);
  });
}
