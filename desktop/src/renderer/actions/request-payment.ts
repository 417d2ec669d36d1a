import { type PaymentIntent, paymentTokenSchema } from '@galley/shared/domain/payment-intent.ts';
import { type IntentId, newId, type OrderId, type StaffId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { unpaidOrder } from './open-order.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Asks the server to have money taken through its gateway. No money has moved when this answers: what came of it is told
 * by the feed. The server does not take what it hears of later than a guest waits.
 */
export async function requestPayment(
  till: Till,
  args: {
    readonly orderId: OrderId;
    readonly amount: Money;
    readonly token: string;
    readonly staffId: StaffId;
  },
): Promise<Result<PaymentIntent>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.orders, db.branches, db.paymentIntents], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity } = place.value;
    if (db.training) return refuse('training', 'No card is charged while you practise. Take cash instead.');
    if (!(await serverAnswers(db)))
      return refuse(
        'offline',
        'The server cannot be reached now. Take cash, or the card on its own terminal.',
      );
    const token = paymentTokenSchema.safeParse(args.token);
    if (!token.success) return refuse('noToken', 'This is not a payment code. Scan or type it once more.');
    const order = await unpaidOrder(db, args.orderId);
    if (!order.ok) return order;
    const branch = await db.branches.get(identity.branchId);
    if (!branch || args.amount <= 0) return refuse('nothingToPay', 'There is nothing to pay.');
    const open = await openIntents(db, args.orderId);
    if (open.some(({ state }) => state === 'created' || state === 'unknown'))
      return refuse('alreadyAsked', 'The bank is being asked already. Wait for its answer.');
    const askedAt = instant(till.now() + ((await readMeta(db, 'clockOffset')) ?? 0));
    const asked = {
      id: newId<IntentId>(till.ids),
      orderId: args.orderId,
      amount: args.amount,
      currency: branch.currency,
      askedAt,
    };
    const intent: PaymentIntent = {
      ...asked,
      tillId: identity.till.id,
      state: 'created',
      changedAt: askedAt,
    };
    await db.paymentIntents.add({ ...intent, revision: 0, version: 0 });
    await recordMutation(till, place.value, {
      name: 'requestPayment',
      data: { intent: { ...asked, organisationId: branch.organisationId }, token: token.data },
      staffId: args.staffId,
      amount: null,
    });
    return ok(intent);
  });
}

/** As far as the loops know: a card is only asked for while the server can be reached. */
export async function serverAnswers(db: GalleyDatabase): Promise<boolean> {
  return !(await readMeta(db, 'pushFault')) && !(await readMeta(db, 'pullFault'));
}

/** The intents of an order whose money is not part of a sale, newest first, without those that came to nothing. */
export async function openIntents(db: GalleyDatabase, orderId: OrderId): Promise<PaymentIntent[]> {
  const intents = await db.paymentIntents.where('orderId').equals(orderId).toArray();
  return intents
    .filter(({ saleId, unwanted }) => saleId === undefined && !unwanted)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}
