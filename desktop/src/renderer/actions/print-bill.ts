import { guestBillOf } from '@galley/shared/domain/guest-bill.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { fire } from '@galley/shared/domain/ticket.ts';
import type { OrderId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { openOrder } from './open-order.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace } from './record-mutation.ts';
import { kitchenTables, nameOf, stationsOf, tellKitchen } from './tell-kitchen.ts';
import { newsOf, tellOrder } from './tell-order.ts';
import type { Till } from './till.ts';

/**
 * Prints what the guests will pay, on paper that says that it is no receipt, and counts it: whoever takes a line back
 * afterwards is seen to have done so. What the kitchen does not have yet goes to it, for it stands on the bill.
 */
export async function printBill(
  till: Till,
  args: { readonly orderId: OrderId; readonly staffId: StaffId },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [...kitchenTables(db), db.tills], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const open = await openOrder(db, args.orderId);
    if (!open.ok) return open;
    const [branch, knownTill, by, stations] = await Promise.all([
      db.branches.get(identity.branchId),
      db.tills.get(identity.till.id),
      nameOf(db, args.staffId),
      stationsOf(db, open.value.lines),
    ]);
    if (!branch) return refuse('noBranch', 'The branch has not arrived on this till yet.');
    const fired = fire(open.value, stations, by, at, till.ids);
    const decided = guestBillOf(fired.order, branch, by, at);
    if (!decided.ok) return decided;
    const bill = decided.value;
    const mark = { by, at, tillId: identity.till.id, total: bill.total };
    const order = { ...open.value, ...fired.order, bills: [...(open.value.bills ?? []), mark] };
    await db.orders.put({ ...order, ahead: true });
    await tellKitchen(db, fired.tickets, stations);
    const ownTill = knownTill ?? identity.till;
    await queuePrintJobs(db, [
      {
        id: `bill:${till.ids()}`,
        content: { kind: 'bill', bill, branch, till: ownTill.name },
        printerId: ownTill.receiptPrinterId,
        createdAt: at,
      },
    ]);
    const lines = newsOf(open.value, order);
    const { staffId } = args;
    await tellOrder(till, place.value, { name: 'printBill', order, lines, tickets: fired.tickets, staffId });
    return ok(order);
  });
}
