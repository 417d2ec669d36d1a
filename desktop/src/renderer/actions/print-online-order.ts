import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace } from './record-mutation.ts';
import { papersOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** As long as a kitchen ticket is worth printing: nothing old prints by itself [P6]. */
const printableMs = 20 * 60_000;

/** Whether its tickets may still come out by themselves. */
export function isPrintable(
  { status, paidAt }: Pick<OnlineOrder, 'status' | 'paidAt'>,
  at: Instant,
): boolean {
  return status === 'PAID' && paidAt !== null && Date.parse(at) - Date.parse(paidAt) < printableMs;
}

/**
 * Puts the tickets of an online order on paper, once, if the feed says that it is this till who does. The row that
 * remembers it is written with the print jobs, so neither a repeated page of the feed nor a second window prints again.
 */
export async function printOnlineOrder(
  till: Till,
  { orderId }: { readonly orderId: OnlineOrder['id'] },
): Promise<Result<null>> {
  const { db } = till;
  const read = [db.meta, db.onlineOrders, db.tickets, db.stations, db.printers, db.branches];
  return db.transaction('rw', [db.onlinePapers, db.printJobs, ...read], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const [order, paper] = await Promise.all([db.onlineOrders.get(orderId), db.onlinePapers.get(orderId)]);
    if (order?.taken?.tillId !== identity.till.id || !isPrintable(order, at))
      return refuse('notHere', 'Another till prints this order.');
    if (!paper || paper.printedAt !== null)
      return refuse('printedAlready', 'This order is on paper already.');
    const tickets = await db.tickets.where('orderId').equals(orderId).toArray();
    const fired = tickets.filter(({ kind }) => kind === 'fire');
    await queuePrintJobs(db, await papersOf(db, fired));
    await db.onlinePapers.put({ orderId, printedAt: at });
    return ok(null);
  });
}
