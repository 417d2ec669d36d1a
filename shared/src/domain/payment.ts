import { z } from 'zod';
import { intentIdSchema, saleIdSchema, tenderIdSchema } from '../values/ids.ts';
import { type Money, money, moneySchema, roundToStep, sum } from '../values/money.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { instantSchema } from '../values/time.ts';
import { tipSchema } from './tip.ts';

export const tenderKinds = ['cash', 'card', 'wallet', 'gateway', 'exchange'] as const;

/**
 * `card` is an external terminal, `wallet` a mobile wallet: both are known by the reference on their slip. `gateway` is
 * what our own server had taken from a card or a wallet, known by its intent. `exchange` is no
 * money at all: what a refund gives back, it gives to the sale that was rung up instead, and the two cancel out.
 */
export const tenderSchema = z
  .object({
    id: tenderIdSchema,
    kind: z.enum(tenderKinds),
    /** What the guest handed over, without a tip: cash may be more than is due; a tender may be nothing but a tip. */
    amount: moneySchema.refine((amount) => amount >= 0, 'a tender is not less than nothing'),
    /** The slip's own number. Never a card number, and those have 13 digits or more. */
    reference: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,16}$/)
      .refine((text) => text.replace(/\D/g, '').length < 13, 'a reference is never a card number')
      .nullable(),
    /** Which wallet it was, by its name: bKash. */
    wallet: z.string().trim().min(1).max(20).optional(),
    tip: tipSchema.optional(),
    /** There for a `gateway`, and for nothing else. */
    intentId: intentIdSchema.optional(),
  })
  .refine(({ kind, intentId }) => (kind === 'gateway') === (intentId !== undefined), {
    path: ['intentId'],
    error: 'belongs to money that a gateway took, and only to that',
  })
  .refine(({ amount, tip }) => amount > 0 || tip !== undefined, {
    path: ['amount'],
    error: 'a tender is more than nothing',
  });
export type Tender = z.infer<typeof tenderSchema>;

/** One tender of a sale in the books of the payments worker; `amount` is what stayed in the drawer or came in. */
export const paymentSchema = z.object({
  tenderId: tenderIdSchema,
  saleId: saleIdSchema,
  kind: tenderSchema.shape.kind,
  amount: moneySchema,
  reference: z.string().nullable(),
  paidAt: instantSchema,
  wallet: tenderSchema.shape.wallet,
  /** What came with it for a person; it is in the drawer or on the slip, but not in `amount` [M8]. */
  tip: tenderSchema.shape.tip,
  /** What the gateway took it by, or gives it back by. */
  intentId: tenderSchema.shape.intentId,
});
export type Payment = z.infer<typeof paymentSchema>;

export type Settlement = { readonly rounding: Money; readonly change: Money };

/**
 * Whether the tenders settle the total: `total + rounding = sum(tenders) - change` [M7]. Cash rounding applies to what
 * cash has to cover, change is given from cash only. What is less than the smallest coin nobody can pay in cash: it is
 * rounded away without any.
 */
export function settle(
  total: Money,
  tenders: readonly Tender[],
  cashStep: number,
): Result<Settlement, SettleRefusal> {
  const cash = sum(tenders.filter((tender) => tender.kind === 'cash').map((tender) => tender.amount));
  const other = sum(tenders.filter((tender) => tender.kind !== 'cash').map((tender) => tender.amount));
  if (other > total)
    return refuse('tooMuch', 'Cards and wallets cannot take more than the total. Lower the amount.');
  const dueInCash = roundToStep(money(total - other), cashStep);
  if (cash < dueInCash)
    return refuse('notEnough', 'The tenders do not cover the total yet. Add another tender.');
  return ok({ rounding: money(dueInCash - (total - other)), change: money(cash - dueInCash) });
}
type SettleRefusal = { readonly ok: false; readonly code: 'tooMuch' | 'notEnough'; readonly message: string };

/** What each tender brings to the books: change leaves the cash tenders, last one first. */
export function paymentsOf(sale: {
  readonly id: Payment['saleId'];
  readonly tenders: readonly Tender[];
  readonly change: Money;
  readonly paidAt: Payment['paidAt'];
}): Payment[] {
  let change: number = sale.change;
  return sale.tenders
    .toReversed()
    .map((tender): Payment => {
      const back = tender.kind === 'cash' ? Math.min(change, tender.amount) : 0;
      change -= back;
      return {
        tenderId: tender.id,
        saleId: sale.id,
        kind: tender.kind,
        amount: money(tender.amount - back),
        reference: tender.reference,
        paidAt: sale.paidAt,
        ...(tender.wallet && { wallet: tender.wallet }),
        ...(tender.tip && { tip: tender.tip }),
        ...(tender.intentId && { intentId: tender.intentId }),
      };
    })
    .toReversed();
}
