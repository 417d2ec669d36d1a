import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import { turnOf } from '@galley/shared/domain/online-paper.ts';
import type { Instant } from '@galley/shared/values/time.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { type PrintRequest, queuePrintJobs } from './queue-print-jobs.ts';
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

/** The papers of its first sending, as the first till that prints them names them. */
export async function onlinePapersOf(
  db: GalleyDatabase,
  { id }: Pick<OnlineOrder, 'id'>,
): Promise<PrintRequest[]> {
  const tickets = await db.tickets.where('orderId').equals(id).toArray();
  return papersOf(
    db,
    tickets.filter(({ kind }) => kind === 'fire'),
  );
}

/** A paper of its own, which says that there may be another one. */
function takenOver(paper: PrintRequest, turn: number): PrintRequest {
  return { ...paper, id: `${paper.id}:${turn}`, mayBeDuplicate: true };
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
    const turn = turnOf(order);
    if (!paper || paper.printed >= turn) return refuse('printedAlready', 'This order is on paper already.');
    const papers = await onlinePapersOf(db, order);
    await queuePrintJobs(db, turn === 1 ? papers : papers.map((each) => takenOver(each, turn)));
    await db.onlinePapers.put({ ...paper, printed: turn });
    return ok(null);
  });
}
