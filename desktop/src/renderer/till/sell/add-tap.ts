import type { Order } from '@galley/shared/domain/order.ts';
import { must } from '@galley/shared/values/must.ts';
import { ok, type Result } from '@galley/shared/values/result.ts';
import { addLine, lineTables, type LineWish } from '../../actions/add-line.ts';
import type { Till } from '../../actions/till.ts';
import { readCurrentOrder } from '../order/queries.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * Adds to the order on screen and answers what that is now. One tap after the other, each asking anew which order it is:
 * of two quick taps with no order yet the first begins one and the second finds it.
 */
export function addTap(till: Till, tap: LineWish): Promise<Result<Order>> {
  const { db } = till;
  const added = last.then(() =>
    db.transaction('rw', lineTables(db), async () => {
      const order = await readCurrentOrder(db);
      const line = await addLine(till, { ...tap, orderId: order?.id ?? null });
      if (!line.ok) return line;
      return ok(must(await readCurrentOrder(db, order?.id), 'a line was added to it'));
    }),
  );
  last = added.catch(() => undefined); // the tap's own caller hears of it
  return added;
}

/** When all taps so far are in the order. */
export async function tapsAdded(): Promise<void> {
  await last;
}
