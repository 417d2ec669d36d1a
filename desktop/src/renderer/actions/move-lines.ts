import { moveNotices } from '@galley/shared/domain/kitchen-notices.ts';
import { moveLines as moved } from '@galley/shared/domain/move-lines.ts';
import {
  liveLines,
  linesHere,
  type Order,
  orderHeadSchema,
  withStatus,
} from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { moveNeed } from '@galley/shared/wire/needs.ts';
import { readMeta, writeMeta } from '../db/database.ts';
import type { OrderRow } from '../db/rows.ts';
import { checkRight } from './check-right.ts';
import { withLateMark } from '../db/late-mark.ts';
import { openOrder, openOrLate } from './open-order.ts';
import { type Place, readPlace, recordMutation } from './record-mutation.ts';
import { beginOrder, type OrderPlace } from './start-order.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { isTold } from './tell-order.ts';
import type { Till } from './till.ts';

/**
 * Moves lines to another order: to one that is open, or to a new one (a split); `all` makes one of two tables, guests
 * included. An order that nothing is left of is closed. Answers the order that the lines went to.
 */
export async function moveLines(
  till: Till,
  args: {
    readonly fromId: OrderId;
    readonly lineIds: readonly LineId[] | 'all';
    readonly to: { readonly orderId: OrderId } | OrderPlace;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [...kitchenTables(db), db.shifts], async () => {
    const here = await readPlace(till);
    if (!here.ok) return here;
    const from = await openOrLate(db, args.fromId, args.lineIds === 'all' ? [] : args.lineIds);
    if (!from.ok) return from;
    const target = await targetOf(till, here.value, args);
    if (!target.ok) return target;
    const { order: to, place } = target.value;
    if (to.id === from.value.id) return refuse('sameOrder', 'The items are in this order already.');
    const lines = args.lineIds === 'all' ? linesHere(from.value).map(({ id }) => id) : args.lineIds;
    if (lines.length === 0 && args.lineIds !== 'all') return refuse('nothingToMove', 'Choose what to move.');
    const refusal = await checkRight(db, args, moveNeed);
    if (refusal) return refusal;

    const after = moved(from.value, to, new Set(lines));
    const by = await nameOf(db, args.staffId);
    const left = afterwards(after.from, to, by, place);
    const joined = args.lineIds === 'all' ? withGuests(after.to, from.value.guests) : after.to;
    const stations = await stationsOf(db, after.lines);
    const tickets = moveNotices(from.value, joined, after.lines, stations, by, place.at, till.ids);
    await db.orders.put(withLateMark({ ...from.value, ...left, ahead: true }));
    await db.orders.put({ ...to, ...joined, ahead: true });
    await writeMeta(db, 'counters', place.counters);
    await tellKitchen(db, tickets, stations);
    if (after.lines.length > 0 || isTold(from.value) || isTold(to)) {
      await recordMutation(till, place, {
        name: 'moveLines',
        data: {
          from: orderHeadSchema.parse(left),
          to: orderHeadSchema.parse(joined),
          lines: [...after.lines],
          tickets: [...tickets],
        },
        staffId: args.staffId,
        approval: args.approval,
        amount: null,
      });
    }
    const onScreen = await readMeta(db, 'currentOrder');
    if (left.status === 'closed' && onScreen === left.id) await writeMeta(db, 'currentOrder', joined.id);
    return ok(joined);
  });
}

async function targetOf(
  till: Till,
  place: Place,
  { to, staffId }: Parameters<typeof moveLines>[1],
): Promise<Result<{ readonly order: OrderRow; readonly place: Place }>> {
  if ('orderId' in to) {
    const known = await openOrder(till.db, to.orderId);
    return known.ok ? ok({ order: known.value, place }) : known;
  }
  const begun = await beginOrder(till, place, { ...to, staffId });
  if (!begun.ok) return begun;
  return ok({ order: { ...begun.value.order, revision: 0, version: 0 }, place: begun.value.place });
}

/** What is left of the order that they came from; nothing: it is closed, and says where all of it went. */
function afterwards(from: Order, to: Order, by: string, { at }: Place): Order {
  if (liveLines(from).length > 0) return from;
  return withStatus({ ...from, closed: { by, at, reason: to.number } });
}

function withGuests(order: Order, more: number): Order {
  if (more === 0) return order;
  return { ...order, guests: order.guests + more, edits: (order.edits ?? 0) + 1 };
}
