import { type Discount, discountOf } from '@galley/shared/domain/discount.ts';
import { nextEdit, type Order, liveLines } from '@galley/shared/domain/order.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import type { LineId, OrderId, StaffId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { discountNeed, grossOf } from '@galley/shared/wire/needs.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { openOrder } from './open-order.ts';
import type { Till } from './till.ts';

/** How much is taken off; who gave it and why is said beside it. */
export type Off = Pick<Discount, 'comp'> &
  (
    | { readonly kind: 'amount'; readonly amount: Money }
    | { readonly kind: 'rate'; readonly rate: Extract<Discount, { kind: 'rate' }>['rate'] }
  );

type Given = {
  readonly orderId: OrderId;
  /** Null: off the whole order. */
  readonly lineId: LineId | null;
  readonly staffId: StaffId;
  readonly approval?: Approval | undefined;
};

/**
 * Takes something off a line or off the whole order, for a reason [M4] [M5]. What it comes to is in the sale, with who
 * gave it; that is what the server judges. Until then it belongs to the open order, like its lines.
 */
export async function giveDiscount(
  till: Till,
  args: Given & { readonly off: Off; readonly reason: string },
): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.orders, db.staff, db.rights], async () => {
    const order = await openOrder(db, args.orderId);
    if (!order.ok) return order;
    const gross = grossFor(order.value, args.lineId);
    if (!gross.ok) return gross;
    const reason = args.reason.trim();
    if (reason === '') return refuse('reasonMissing', 'Say why something is taken off.');
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    const { staffId, approval } = args;
    const discount: Discount = { ...args.off, reason, staffId, ...(approval && { approval }) };
    if (discountOf(gross.value, discount) === 0)
      return refuse('nothingOff', 'That takes nothing off. Enter how much it is.');
    if (discount.kind === 'amount' && discount.amount > gross.value)
      return refuse('tooMuch', 'That is more than it costs. Give it away instead.');
    const refusal = await checkRight(db, args, discountNeed(gross.value, discount));
    if (refusal) return refusal;
    return keep(till, order.value, args.lineId, discount);
  });
}

/** The full price again. */
export async function takeDiscountBack(till: Till, args: Omit<Given, 'approval'>): Promise<Result<Order>> {
  const { db } = till;
  return db.transaction('rw', [db.orders], async () => {
    const order = await openOrder(db, args.orderId);
    return order.ok ? keep(till, order.value, args.lineId, null) : order;
  });
}

async function keep(
  { db }: Till,
  order: Order & { revision: number; version: number },
  lineId: LineId | null,
  discount: Discount | null,
): Promise<Result<Order>> {
  const edits = nextEdit(order);
  const { discount: _before, ...head } = order;
  const changed =
    lineId === null
      ? { ...head, edits, ...(discount && { discount }) }
      : {
          ...order,
          lines: order.lines.map((line) => (line.id === lineId ? { ...line, discount, edits } : line)),
        };
  await db.orders.put({ ...changed, ahead: true });
  return ok(changed);
}

function grossFor(order: Order, lineId: LineId | null): Result<Money> {
  if (lineId === null) return ok(totalsOf(liveLines(order)).subtotal);
  const line = liveLines(order).find(({ id }) => id === lineId);
  return line ? ok(grossOf(line)) : refuse('unknownLine', `Order ${order.number} has no such item.`);
}
