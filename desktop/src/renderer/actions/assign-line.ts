import { assignLine as assigned, type Assignment } from '@galley/shared/domain/kitchen-notices.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { unpaidOrder } from './open-order.ts';
import { readPlace } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { tellOrder } from './tell-order.ts';
import type { Till } from './till.ts';

/**
 * Says whose a line is, at any time until it is paid, and which part of the meal it belongs to, until the kitchen makes
 * it. Neither costs anything, so a bill of which a part is paid may be sorted by seats as well.
 */
export async function assignLine(
  till: Till,
  args: { readonly orderId: OrderId; readonly lineId: LineId; readonly staffId: StaffId } & Assignment,
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', kitchenTables(db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const open = await unpaidOrder(db, args.orderId);
    if (!open.ok) return open;
    const order = open.value;
    const line = order.lines.find(({ id }) => id === args.lineId);
    if (!line) return refuse('unknownLine', `Order ${order.number} has no such line.`);
    const { kitchen, name } = line;
    if (kitchen.state === 'voided') return refuse('voided', `${name} was taken back.`);
    if (args.course !== undefined && kitchen.state === 'sent' && !kitchen.held)
      return refuse('kitchenMakesIt', `${name} is being made already, so it has no course any more.`);
    const stations = await stationsOf(db, [line]);
    const by = await nameOf(db, args.staffId);
    const after = assigned(order, line, args, stations, by, place.value.at, till.ids);
    await db.orders.put({ ...order, ...after.order, ahead: true });
    if (kitchen.state === 'unsent') return ok(null);
    await tellKitchen(db, after.tickets, stations);
    const lines = after.order.lines.filter(({ id }) => id === line.id);
    await tellOrder(till, place.value, {
      name: 'assignLine',
      order: after.order,
      lines,
      tickets: after.tickets,
      staffId: args.staffId,
    });
    return ok(null);
  });
}
