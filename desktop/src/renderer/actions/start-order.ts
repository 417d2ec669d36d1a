import type { OrderType } from '@galley/shared/domain/menu.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { newId, type OrderId, type StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import { currentShift } from './open-shift.ts';
import { readPlace } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Puts an empty order on screen. It is a draft of this till alone until it is sent or paid. */
export async function startOrder(
  till: Till,
  args: {
    readonly staffId: StaffId;
    readonly type: OrderType;
    readonly table: string | null;
    readonly guests: number;
  },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.orders, db.shifts], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, counters, at } = place.value;
    const shift = await currentShift(db, identity.till.id);
    if (!shift) return refuse('noShift', 'Open a shift first: every sale belongs to one.');
    const count = counters.order + 1;
    const order: Order = {
      id: newId<OrderId>(till.ids),
      number: `${identity.till.code}-${count}`,
      type: args.type,
      table: args.table,
      guests: args.guests,
      tillId: identity.till.id,
      shiftId: shift.id,
      openedBy: args.staffId,
      openedAt: at,
      status: 'open',
      lines: [],
      rounds: 0,
    };
    await db.orders.add({ ...order, revision: 0, version: 0, ahead: true });
    await writeMeta(db, 'counters', { ...counters, order: count });
    await writeMeta(db, 'currentOrder', order.id);
    return ok(order);
  });
}
