import { assignLine as assigned, type Assignment } from '@galley/shared/domain/kitchen-notices.ts';
import type { Order, OrderLine } from '@galley/shared/domain/order.ts';
import type { Fired } from '@galley/shared/domain/ticket.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
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
    const set = args.seat === undefined ? [line] : withItsSet(order, line);
    const stations = await stationsOf(db, set);
    const by = await nameOf(db, args.staffId);
    let after: Fired = { order, tickets: [] };
    for (const { id } of set) {
      const part = must(
        after.order.lines.find((each) => each.id === id) ?? null,
        'no line goes by being assigned',
      );
      const wanted = id === line.id ? args : { seat: args.seat };
      const next = assigned(after.order, part, wanted, stations, by, place.value.at, till.ids);
      after = { order: next.order, tickets: [...after.tickets, ...next.tickets] };
    }
    await db.orders.put({ ...order, ...after.order, ahead: true });
    if (kitchen.state === 'unsent') return ok(null);
    await tellKitchen(db, after.tickets, stations);
    const lines = after.order.lines.filter(
      ({ id, kitchen: is }) => is.state !== 'unsent' && set.some((each) => each.id === id),
    );
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

/** A set is of one guest: whose one part of it is, is whose all of it is [M14]. */
function withItsSet({ lines }: Order, line: OrderLine): OrderLine[] {
  if (!line.combo) return [line];
  return lines.filter(({ combo, kitchen }) => combo?.id === line.combo?.id && kitchen.state !== 'voided');
}
