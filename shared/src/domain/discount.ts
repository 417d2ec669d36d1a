import { z } from 'zod';
import { staffIdSchema } from '../values/ids.ts';
import { type Money, money, moneySchema, noMoney, share } from '../values/money.ts';
import { million, percent, type TaxRate, taxRateSchema } from '../values/tax-rate.ts';
import { approvalSchema } from './permissions.ts';

/** Who gave something away and why; a discount from before there were rights has none of it. */
const given = {
  /** Given away entirely, as a meal for staff: a comp is a cost of the house, a discount a lower price. */
  comp: z.literal(true).optional(),
  reason: z.string().trim().min(1).max(200).optional(),
  staffId: staffIdSchema.optional(),
  approval: approvalSchema.optional(),
};

/** What is taken off a line or an order: an amount, or a rate of it in parts per million [M4] [M5]. */
export const discountSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('amount'), amount: moneySchema, ...given }),
  z.object({ kind: z.literal('rate'), rate: taxRateSchema, ...given }),
]);
export type Discount = z.infer<typeof discountSchema>;

/** All of it, for a reason. */
export const comped = { kind: 'rate', rate: percent(100), comp: true } as const;

/** What a discount comes to: never more than there is, never less than nothing [M4]. */
export function discountOf(gross: Money, discount: Discount | null | undefined): Money {
  if (!discount) return noMoney;
  const wanted = discount.kind === 'amount' ? discount.amount : share(gross, discount.rate, million);
  return money(Math.min(Math.max(wanted, 0), gross));
}

/** Which part of a price was given away, in parts per million, rounded up: a cap is never passed by a rounding. */
export function rateGiven(gross: Money, amount: Money): TaxRate {
  if (gross <= 0) return percent(0);
  return taxRateSchema.parse(Number((BigInt(amount) * BigInt(million) + BigInt(gross) - 1n) / BigInt(gross)));
}
