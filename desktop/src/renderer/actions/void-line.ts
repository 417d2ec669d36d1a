import { type Order, soldWith, withStatus } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { voidOf } from '@galley/shared/domain/ticket.ts';
import { voidNeed } from '@galley/shared/wire/needs.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { withLateMark } from '../db/late-mark.ts';
import { openOrLate } from './open-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Takes back a line that the kitchen has, with the combo that it belongs to [M14]. It stays in the order, marked, and the kitchen is told to stop [P8]. */
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
    const order = await openOrLate(db, args.orderId, [args.lineId]);
    if (!order.ok) return order;
    const line = order.value.lines.find((each) => each.id === args.lineId);
    if (!line) return refuse('unknownLine', `Order ${order.value.number} has no such line.`);
    if (line.kitchen.state === 'voided') return refuse('voidedAlready', `${line.name} is void already.`);
    if (line.kitchen.state === 'unsent') {
      return refuse('notSent', `${line.name} never went to the kitchen. Remove it instead.`);
    }
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', `Say why ${line.name} is taken back.`);
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    const together = soldWith(order.value, line.id).filter(({ kitchen }) => kitchen.state === 'sent');
    for (const each of together) {
      const refusal = await checkRight(db, args, voidNeed(each));
      if (refusal) return refusal;
    }
    const stations = await stationsOf(db, together);
    const by = await nameOf(db, args.staffId);
    let now: Order = order.value;
    for (const each of together) {
      const here = await readPlace(till);
      if (!here.ok) return here;
      const voided = voidOf(now, each, stations, reason, by, place.value.at, till.ids);
      now = voided.order;
      await tellKitchen(db, voided.tickets, stations);
      await recordMutation(till, here.value, {
        name: 'voidLine',
        data: {
          orderId: now.id,
          line: must(
            now.lines.find(({ id }) => id === each.id),
            'a void line stays in its order',
          ),
          tickets: [...voided.tickets],
        },
        staffId: args.staffId,
        approval: args.approval,
        amount: null,
      });
    }
    await db.orders.put(withLateMark(withStatus({ ...order.value, ...now, ahead: true })));
    return ok(now);
  });
}
