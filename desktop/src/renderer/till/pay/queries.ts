import { decideBill, leftOf } from '@galley/shared/domain/bill.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Order } from '@galley/shared/domain/order.ts';
import type { LeftLine, WantedPart } from '@galley/shared/domain/part.ts';
import { dueOf } from '@galley/shared/domain/totals.ts';
import { type Money, money, noMoney, subtract, sum } from '@galley/shared/values/money.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { emptyDraft } from '../../actions/keep-payment.ts';
import { unpaidOrder } from '../../actions/open-order.ts';
import { partsOf } from '../../actions/parts-of.ts';
import { wantedOf } from '../../actions/split.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import type { PayDraft } from '../../db/rows.ts';

/** What there is to pay of an order now. */
export type Payment = {
  readonly draft: PayDraft;
  /** What is left of the bill, and how many parts of it are paid. */
  readonly left: readonly LeftLine[];
  readonly leftTotal: Money;
  readonly paidParts: number;
  /** The part that is paid now, undefined for all that is left, and what it comes to. */
  readonly part: WantedPart | undefined;
  readonly total: Money;
  /** Of that what was brought back covers, and what of it is more than this costs and goes back to the guest. */
  readonly credit: Money;
  readonly rest: Money;
  /** Why nothing can be paid now, in words. */
  readonly problem: string | null;
};

/** Null when nothing is left to pay. All of it is of one moment: a part that was paid and what it left belong together. */
export async function readPayment(
  db: GalleyDatabase,
  orderId: OrderId,
  branch: Branch,
): Promise<Payment | null> {
  const read = await db.transaction('r', [db.orders, db.payDrafts, db.sales], async () => {
    const order = await unpaidOrder(db, orderId);
    if (!order.ok) return null;
    const draft = (await db.payDrafts.get(orderId)) ?? emptyDraft(orderId);
    return { order: order.value, draft, earlier: await partsOf(db, order.value) };
  });
  if (!read) return null;
  const { order, draft, earlier } = read;
  const paid = earlier.ok ? earlier.value : [];
  const { left } = leftOf(order, branch, paid);
  const part = wantedOf(draft.split, left, branch.cashStep);
  const bill = decideBill(order, branch, paid, part);
  const total = bill.ok ? bill.value.totals.total : noMoney;
  const worth = draft.exchange?.credit ?? noMoney;
  const credit = money(Math.min(worth, total));
  return {
    credit,
    rest: subtract(worth, credit),
    draft,
    left,
    leftTotal: sum(left.map((line) => dueOf(line.left))),
    paidParts: paid.length,
    part,
    total,
    problem: earlier.ok ? (bill.ok ? null : bill.message) : earlier.message,
  };
}

/** Whether money was taken for the order on screen that does not pay it yet: a reload goes on where it was. */
export async function isPaymentBegun(
  db: GalleyDatabase,
  order: Pick<Order, 'id' | 'parts'> | null,
): Promise<boolean> {
  const draft = order && (await db.payDrafts.get(order.id));
  return order?.parts !== undefined || (draft ? draft.tenders.length > 0 || draft.split !== null : false);
}
