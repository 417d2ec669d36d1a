import { liveQuery } from 'dexie';
import { printOnlineOrder } from '../../actions/print-online-order.ts';
import { takeOnlineOrder } from '../../actions/take-online-order.ts';
import type { Till } from '../../actions/till.ts';
import { readMeta } from '../../db/database.ts';
import type { OnlineOrderRow } from '../../db/rows.ts';

/**
 * Sees to the paper of online orders that come by the feed: says that this till prints them, if it has a way to print, and
 * prints those that the feed says are its own. `docs/decisions` says why the server decides which till that is.
 */
export function receiveOnlineOrders(
  till: Till,
  canPrint: () => Promise<boolean>,
  crashed: (bug: unknown) => void,
): void {
  const { db } = till;
  liveQuery(() => db.onlineOrders.where('status').equals('PAID').toArray()).subscribe((orders) => {
    receive(till, orders, canPrint).catch(crashed);
  });
}

/** One look at the open orders; whatever was done before is refused by the actions, and nothing is done twice. */
export async function receive(
  till: Till,
  orders: readonly OnlineOrderRow[],
  canPrint: () => Promise<boolean>,
): Promise<void> {
  const identity = await readMeta(till.db, 'identity');
  for (const { id: orderId, taken } of orders) {
    if (taken?.tillId === identity?.till.id) await printOnlineOrder(till, { orderId });
    else if (!taken && (await canPrint())) await takeOnlineOrder(till, { orderId });
  }
}
