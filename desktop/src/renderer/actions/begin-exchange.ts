import { proposeRefund } from '@galley/shared/domain/refund.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import { sum } from '@galley/shared/values/money.ts';
import { refuseCardNumber } from './free-text.ts';
import type { GiveBack } from './give-back.ts';
import { emptyDraft } from './keep-payment.ts';
import { refundsOf } from './refunds-of.ts';
import { startOrder } from './start-order.ts';
import type { Till } from './till.ts';

/**
 * A guest brings something back and takes something else: a new order, with what comes back kept beside its payment.
 * Nothing is a fact before that payment, which makes both of it in one transaction [M11].
 */
export async function beginExchange(till: Till, args: GiveBack): Promise<Result<Order>> {
  const { db } = till;
  const tables = [db.meta, db.orders, db.shifts, db.outbox, db.payDrafts, db.sales, db.refunds];
  return db.transaction('rw', tables, async () => {
    const sale = await db.sales.get(args.saleId);
    if (!sale) return refuse('saleUnknown', 'This till does not know that receipt.');
    const { saleId, lines, reason, approval, staffId } = args;
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    const earlier = await refundsOf(db, sale);
    const proposed = proposeRefund({ sale, earlier, lines });
    if (!proposed.ok) return proposed;
    const order = await startOrder(till, { type: 'takeaway', table: null, guests: 0, staffId });
    if (!order.ok) return order;
    const credit = sum(proposed.value.tenders.map(({ amount }) => amount));
    const { receiptNumber } = sale;
    const exchange = { saleId, receiptNumber, lines, reason, credit, ...(approval && { approval }) };
    await db.payDrafts.put({ ...emptyDraft(order.value.id), exchange });
    return ok(order.value);
  });
}
