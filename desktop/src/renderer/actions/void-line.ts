import type { Order } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { voidOf } from '@galley/shared/domain/ticket.ts';
import { voidNeed } from '@galley/shared/wire/needs.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Takes back a line that the kitchen has. It stays in the order, marked, and the kitchen is told to stop [P8]. */
export async function voidLine(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly lineId: LineId;
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', kitchenTables(db), async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const line = order.value.lines.find((each) => each.id === args.lineId);
    if (!line) return refuse('unknownLine', `Order ${order.value.number} has no such line.`);
    if (line.kitchen.state === 'voided') return refuse('voidedAlready', `${line.name} is void already.`);
    if (line.kitchen.state === 'unsent') {
      return refuse('notSent', `${line.name} never went to the kitchen. Remove it instead.`);
    }
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', `Say why ${line.name} is taken back.`);
    const refusal = refuseCardNumber(reason) ?? (await checkRight(db, args, voidNeed(line)));
    if (refusal) return refusal;
    const stations = await stationsOf(db, [line]);
    const by = await nameOf(db, args.staffId);
    const voided = voidOf(order.value, line, stations, reason, by, place.value.at, till.ids);
    await db.orders.put({ ...order.value, ...voided.order, ahead: true });
    await tellKitchen(db, voided.tickets, stations);
    await recordMutation(till, place.value, {
      name: 'voidLine',
      data: {
        orderId: order.value.id,
        line: must(
          voided.order.lines.find((each) => each.id === line.id),
          'a void line stays in its order',
        ),
        tickets: [...voided.tickets],
      },
      staffId: args.staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(voided.order);
  });
}
