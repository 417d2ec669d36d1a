import type { Tender } from '@galley/shared/domain/payment.ts';
import { keptOf } from '@galley/shared/domain/payment-intent.ts';
import { add, noMoney } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { Stored } from '../db/rows.ts';

/** What the gateway took for this sale: all of it is approved, and nothing of it paid for another one. */
export async function approvedIntents(
  db: GalleyDatabase,
  tenders: readonly Omit<Tender, 'id'>[],
): Promise<Result<Stored<'paymentIntent'>[]>> {
  const intents: Stored<'paymentIntent'>[] = [];
  for (const { intentId, amount, tip } of tenders) {
    if (intentId === undefined) continue;
    const intent = await db.paymentIntents.get(intentId);
    const isFree =
      intent?.saleId === undefined && !intent?.unwanted && !intents.some(({ id }) => id === intentId);
    if (!intent || !isFree || keptOf(intent) !== add(amount, tip?.amount ?? noMoney))
      return refuse(
        'notAuthorised',
        'The bank has not approved this payment. Take it out, or wait for the answer.',
      );
    intents.push(intent);
  }
  return ok(intents);
}
