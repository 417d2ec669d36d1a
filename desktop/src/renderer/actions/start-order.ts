import type { Customer } from '@galley/shared/domain/customer.ts';
import type { OrderType } from '@galley/shared/domain/menu.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { newId, type OrderId, type StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import { refuseCardNumber } from './free-text.ts';
import { currentShift } from './open-shift.ts';
import { type Place, readPlace } from './record-mutation.ts';
import { saveCustomer } from './save-customer.ts';
import { tellOrder } from './tell-order.ts';
import type { Till } from './till.ts';

export type OrderPlace = {
  readonly type: OrderType;
  readonly table: string | null;
  readonly guests: number;
  readonly customer?: Customer | null;
};

/**
 * Puts an empty order on screen. It is a draft of this till alone until it is sent or paid, unless it stands at a table:
 * that other tills see at once, so that nobody seats other guests there.
 */
export async function startOrder(
  till: Till,
  args: OrderPlace & { readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  const guests = args.customer ? [db.customers] : [];
  return db.transaction('rw', [db.meta, db.orders, db.shifts, db.outbox, ...guests], async () => {
    const guest = args.customer ? await saveCustomer(till, { ...args, customer: args.customer }) : ok(null);
    if (!guest.ok) return guest;
    const place = await readPlace(till);
    if (!place.ok) return place;
    const begun = await beginOrder(till, place.value, { ...args, customer: guest.value });
    if (!begun.ok) return begun;
    const { order } = begun.value;
    await db.orders.add({ ...order, revision: 0, version: 0, ahead: true });
    await writeMeta(db, 'counters', begun.value.place.counters);
    await writeMeta(db, 'currentOrder', order.id);
    if (order.table !== null) {
      await tellOrder(till, begun.value.place, { name: 'changeOrder', order, staffId: args.staffId });
    }
    return ok(order);
  });
}

/** A new order under the till's next number, not yet written, and where the till stands after it. */
export async function beginOrder(
  till: Till,
  place: Place,
  { type, table, guests, customer, staffId }: OrderPlace & { readonly staffId: StaffId },
): Promise<Result<{ readonly order: Order; readonly place: Place }>> {
  const { identity, counters, at } = place;
  const shift = await currentShift(till.db, identity.till.id);
  if (!shift) return refuse('noShift', 'Open a shift first: every sale belongs to one.');
  const secret = refuseCardNumber(table);
  if (secret) return secret;
  const count = counters.order + 1;
  const order: Order = {
    id: newId<OrderId>(till.ids),
    number: `${identity.till.code}-${count}`,
    type,
    table,
    guests,
    ...(customer && { customer }),
    tillId: identity.till.id,
    shiftId: shift.id,
    openedBy: staffId,
    openedAt: at,
    status: 'open',
    lines: [],
    rounds: 0,
  };
  return ok({ order, place: { ...place, counters: { ...counters, order: count } } });
}
