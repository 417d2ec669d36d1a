import { type OnlineOrder, webStaffOf } from '@galley/shared/domain/online-order.ts';
import { turnOf } from '@galley/shared/domain/online-paper.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { onlinePapersOf } from './print-online-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Tells the branch that the tickets which this till was to print are on paper, once all of them are. */
export async function settleOnlinePaper(
  till: Till,
  { orderId }: { readonly orderId: OnlineOrder['id'] },
): Promise<Result<null>> {
  const { db } = till;
  const read = [db.onlinePapers, db.printJobs, db.tickets, db.stations, db.branches];
  return db.transaction('rw', [db.meta, db.outbox, db.onlineOrders, ...read], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const [order, paper] = await Promise.all([db.onlineOrders.get(orderId), db.onlinePapers.get(orderId)]);
    const isOurs = order?.taken?.tillId === identity.till.id && paper?.printed === turnOf(order);
    if (!isOurs || order.status !== 'PAID' || order.printedAt !== undefined)
      return refuse('notHere', 'Another till prints this order.');
    const jobs = await jobsOf(till, order);
    if (jobs.some(({ state }) => state !== 'printed')) return refuse('notPrinted', 'It is not on paper yet.');
    await db.onlineOrders.put({ ...order, printedAt: at });
    await recordMutation(till, place.value, {
      name: 'markOnlineOrder',
      data: { orderId, progress: 'printed', at },
      staffId: webStaffOf(identity.branchId),
      amount: null,
    });
    return ok(null);
  });
}

/** The print jobs that this till has made of it, of all its turns; a station without a printer has none. */
export async function jobsOf({ db }: Pick<Till, 'db'>, order: Pick<OnlineOrder, 'id' | 'taken'>) {
  const ids = (await onlinePapersOf(db, order)).map(({ id }) => id);
  const turns = Array.from({ length: turnOf(order) }, (_, index) => index + 1);
  const wanted = turns.flatMap((turn) => ids.map((id) => (turn === 1 ? id : `${id}:${turn}`)));
  return (await db.printJobs.bulkGet(wanted)).filter((job) => job !== undefined);
}
