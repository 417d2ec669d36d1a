import { z } from 'zod';
import { taxRateSchema } from '../values/tax-rate.ts';
import { moneySchema } from '../values/money.ts';
import { orderTypeSchema } from './menu.ts';
import type { OrderHead } from './order.ts';

/** What a branch asks for being served: a rate of the lines as priced, after all discounts [M5] [M7]. */
export const chargeRuleSchema = z.object({
  name: z.string().trim().min(1).max(40),
  rate: taxRateSchema,
  /** Whether each line's part bears that line's taxes; if not, it comes beside them. */
  taxed: z.boolean(),
  orderTypes: z.array(orderTypeSchema),
  /** For parties of this size and more; missing: for all. */
  minGuests: z.int().min(1).optional(),
});
export type ChargeRule = z.infer<typeof chargeRuleSchema>;

/** The charge as a sale keeps it, with what it came to [M9]. */
export const saleChargeSchema = chargeRuleSchema
  .pick({ name: true, rate: true, taxed: true })
  .extend({ amount: moneySchema });
export type SaleCharge = z.infer<typeof saleChargeSchema>;

/** The first of the branch's charges that counts for an order, unless somebody took it off. */
export function chargeFor(
  order: Pick<OrderHead, 'type' | 'guests' | 'chargeRemoved'>,
  rules: readonly ChargeRule[] = [],
): ChargeRule | undefined {
  if (order.chargeRemoved) return undefined;
  return rules.find(
    ({ orderTypes, minGuests = 0 }) => orderTypes.includes(order.type) && order.guests >= minGuests,
  );
}
