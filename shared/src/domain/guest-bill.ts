import { z } from 'zod';
import { type Money, moneySchema } from '../values/money.ts';
import { type Result, ok } from '../values/result.ts';
import { type Instant, instantSchema } from '../values/time.ts';
import { decideBill } from './bill.ts';
import type { Branch } from './branch.ts';
import type { Order } from './order.ts';
import { type SaleRefusal, saleSchema } from './sale.ts';

/**
 * What guests are shown before they pay: the figures that a sale of the whole order would have [M7]. It is no receipt and
 * says so; the order counts how often it was shown.
 */
export const guestBillSchema = saleSchema
  .pick({
    orderNumber: true,
    orderType: true,
    table: true,
    guests: true,
    currency: true,
    lines: true,
    subtotal: true,
    discount: true,
    charge: true,
    taxes: true,
    total: true,
  })
  .extend({
    by: z.string(),
    at: instantSchema,
    /** 1: the first one of this order that this till knows of. */
    count: z.int().min(1),
    /** What was paid in parts already; missing: nothing. */
    paid: moneySchema.optional(),
  });
export type GuestBill = z.infer<typeof guestBillSchema>;

/** The bill of an order that has something to pay for. */
export function guestBillOf(
  order: Order,
  branch: Branch,
  by: string,
  at: Instant,
): Result<GuestBill, SaleRefusal> {
  const bill = decideBill(order, branch, [], undefined);
  if (!bill.ok) return bill;
  const { lines, totals, charge } = bill.value;
  const paid = (order.parts ?? []).reduce((sum, { amount }) => sum + amount, 0) as Money; // whole units, like each of them
  return ok({
    orderNumber: order.number,
    orderType: order.type,
    table: order.table,
    guests: order.guests,
    currency: branch.currency,
    lines,
    subtotal: totals.subtotal,
    ...(order.discount && { discount: order.discount }),
    ...(charge && { charge: { ...charge, amount: totals.charge } }),
    taxes: [...totals.taxes],
    total: totals.total,
    by,
    at,
    count: (order.bills?.length ?? 0) + 1,
    ...(paid > 0 && { paid }),
  });
}
