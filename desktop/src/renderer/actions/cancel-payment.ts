import type { IntentId, StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** The guest pays in another way. What the gateway has taken by then goes back, and nothing is taken any more. */
export async function cancelPayment(
  till: Till,
  args: { readonly intentId: IntentId; readonly staffId: StaffId },
): Promise<Result<null>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.payDrafts, db.paymentIntents], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const intent = await db.paymentIntents.get(args.intentId);
    if (!intent) return refuse('notFound', 'This payment is not known here.');
    if (intent.saleId !== undefined)
      return refuse('paid', 'This payment is part of a receipt. Give it back from there.');
    await db.paymentIntents.update(args.intentId, { unwanted: true });
    const draft = await db.payDrafts.get(intent.orderId);
    const tenders = draft?.tenders.filter(({ intentId }) => intentId !== args.intentId);
    if (draft && tenders) await db.payDrafts.put({ ...draft, tenders });
    await recordMutation(till, place.value, {
      name: 'cancelPayment',
      data: { intentId: args.intentId },
      staffId: args.staffId,
      amount: null,
    });
    return ok(null);
  });
}
