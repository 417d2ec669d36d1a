import type { OrderId } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import type { PayDraft } from '../db/rows.ts';
import { refuseCardNumber } from './free-text.ts';
import { unpaidOrder } from './open-order.ts';
import type { Till } from './till.ts';

/** Writes down what was taken for an order before all of it is paid: a till that dies forgets no money on the counter. */
export async function keepPayment(
  till: Till,
  args: { readonly orderId: OrderId; readonly change: (draft: PayDraft) => PayDraft },
): Promise<Result<PayDraft>> {
  const { db } = till;
  return db.transaction('rw', [db.orders, db.payDrafts], async () => {
    const order = await unpaidOrder(db, args.orderId);
    if (!order.ok) return order;
    const draft = args.change((await db.payDrafts.get(args.orderId)) ?? emptyDraft(args.orderId));
    const secret = refuseCardNumber(...draft.tenders.flatMap(({ reference, wallet }) => [reference, wallet]));
    if (secret) return secret;
    await db.payDrafts.put(draft);
    return ok(draft);
  });
}

export function emptyDraft(orderId: OrderId): PayDraft {
  return { orderId, tenders: [], tip: null, split: null };
}
