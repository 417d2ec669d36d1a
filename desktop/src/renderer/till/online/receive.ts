import { liveQuery } from 'dexie';
import { paperStateOf, turnOf } from '@galley/shared/domain/online-paper.ts';
import { clearPrintJob } from '../../actions/clear-print-job.ts';
import { printOnlineOrder } from '../../actions/print-online-order.ts';
import { jobsOf, settleOnlinePaper } from '../../actions/settle-online-paper.ts';
import { takeOnlineOrder } from '../../actions/take-online-order.ts';
import type { Till } from '../../actions/till.ts';
import { readMeta } from '../../db/database.ts';
import { isSeenInKitchen } from './queries.ts';
import type { OnlineOrderRow } from '../../db/rows.ts';

/** How often a till looks whether another one still owes the kitchen a paper. */
const lookMs = 10_000;

/**
 * Sees to the paper of online orders that come by the feed: says that this till prints them, if it has a way to print,
 * prints those that the feed says are its own, tells when they are out, and takes over from a till that does not.
 * `docs/decisions` says why the server decides which till that is.
 */
export function receiveOnlineOrders(
  till: Till,
  canPrint: () => Promise<boolean>,
  crashed: (bug: unknown) => void,
): void {
  const { db } = till;
  let owed: readonly OnlineOrderRow[] = [];
  const look = () => {
    if (owed.length > 0) receive(till, owed, canPrint).catch(crashed);
  };
  liveQuery(async () => {
    const orders = await db.onlineOrders.where('status').equals('PAID').toArray();
    // Told anew whenever one of its papers gets on.
    await Promise.all(orders.map((order) => jobsOf(till, order)));
    return orders;
  }).subscribe((orders) => {
    owed = orders;
    look();
  });
  setInterval(look, lookMs);
}

/** One look at the open orders; whatever was done before is refused by the actions, and nothing is done twice. */
export async function receive(
  till: Till,
  orders: readonly OnlineOrderRow[],
  canPrint: () => Promise<boolean>,
): Promise<void> {
  const identity = await readMeta(till.db, 'identity');
  for (const order of orders) {
    const { id: orderId, taken } = order;
    if (taken?.tillId === identity?.till.id) {
      await printOnlineOrder(till, { orderId });
      await settleOnlinePaper(till, { orderId });
      continue;
    }
    if (taken) await withdraw(till, order);
    const wanted = !taken || (await isLost(till, order));
    if (wanted && (await canPrint())) await takeOnlineOrder(till, { orderId, over: taken !== undefined });
  }
}

/** Its paper is overdue, and this till has not had a turn yet: each prints by itself once at most. */
async function isLost({ db, now }: Till, order: OnlineOrderRow): Promise<boolean> {
  const isSeen = await isSeenInKitchen(db, order.id);
  if (paperStateOf(order, isSeen, now()) !== 'lost') return false;
  const { asked, printed } = (await db.onlinePapers.get(order.id)) ?? { asked: 0, printed: 0 };
  return printed === 0 && asked <= turnOf(order);
}

/** What still waits here for an order that another till has taken over never prints later [P7]. */
async function withdraw(till: Till, order: OnlineOrderRow): Promise<void> {
  const paper = await till.db.onlinePapers.get(order.id);
  if (!paper || paper.printed === 0 || paper.printed >= turnOf(order)) return;
  for (const { id: jobId } of await jobsOf(till, order))
    await clearPrintJob(till, { jobId, why: 'Another till prints this order.' });
}
