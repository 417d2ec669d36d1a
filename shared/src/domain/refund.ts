import { z } from 'zod';
import { type Hash, chain, hashSchema } from '../values/hash.ts';
import {
  lineIdSchema, productIdSchema, type RefundId, refundIdSchema, saleIdSchema, shiftIdSchema, staffIdSchema,
  type TenderId, tenderIdSchema, tillIdSchema,
} from '../values/ids.ts'; // prettier-ignore
import { currencySchema, type Money, moneySchema, noMoney, subtract, sum } from '../values/money.ts';
import { formatQuantity, formatShare, quantitySchema } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { type Instant, businessDaySchema, instantSchema } from '../values/time.ts';
import { type Payment, tenderSchema } from './payment.ts';
import { giveBack, type RefundWay, setAgainst } from './give-back.ts';
import { partOf, type Remainder, remainderOf, type RefundPart, type WantedLine } from './remainder.ts';
import { compare, type Difference, type Sale, taxAmountSchema } from './sale.ts';
import type { Shift } from './shift.ts';
import { sumTaxes } from './totals.ts';

/** What is given back of a sale's line: `amount` with all its taxes, those inside and those that came on top. */
export const refundLineSchema = z.object({
  lineId: lineIdSchema,
  productId: productIdSchema,
  name: z.string(),
  category: z.string(),
  /** 0: the goods stay with the guest, only money goes back. */
  quantity: quantitySchema.refine((value) => value >= 0, 'a refund takes back nothing or more'),
  amount: moneySchema.refine((value) => value >= 0, 'a refund gives back nothing or more'),
  taxes: z.array(taxAmountSchema),
  /** Whether the goods go back to the shelf. */
  restock: z.boolean(),
  /** Of `amount` the service charge; missing: none. */
  chargeAmount: moneySchema.optional(),
  /** `quantity` is a share of an item that guests have split, a third of a cake; missing: whole items, or a measure. */
  shared: z.literal(true).optional(),
});

/** `refunds` is the tender of the sale that is given back; `amount` is what was given. */
export const refundTenderSchema = tenderSchema.safeExtend({ refunds: tenderIdSchema });

/**
 * Money given back: a fact like the sale it refers to, with a receipt number of the same series and a link of the same
 * chain of its till. It holds all that it was computed to, so it reads without the sale.
 */
export const refundSchema = z.object({
  id: refundIdSchema,
  receiptNumber: z.string(),
  saleId: saleIdSchema,
  saleReceiptNumber: z.string(),
  tillId: tillIdSchema,
  shiftId: shiftIdSchema,
  businessDay: businessDaySchema,
  staffId: staffIdSchema,
  staffName: z.string(),
  reason: z.string().trim().min(1).max(500),
  currency: currencySchema,
  rules: z.literal(1),
  lines: z.array(refundLineSchema).min(1),
  taxes: z.array(taxAmountSchema),
  total: moneySchema,
  /** `total + rounding = sum(tenders)` [M7]. */
  rounding: moneySchema,
  tenders: z.array(refundTenderSchema),
  refundedAt: instantSchema,
  previousHash: hashSchema,
  /** The sale that was rung up instead, which the tenders of the kind `exchange` went to. */
  exchangedFor: saleIdSchema.optional(),
  /** Typed from the guest's paper at a till that did not know the sale: see `typed-refund.ts`. */
  typed: z.literal(true).optional(),
  hash: hashSchema,
});
export type Refund = z.infer<typeof refundSchema>;

export type RefundRefusal = {
  readonly ok: false;
  readonly code: 'noReason' | 'nothingToRefund' | 'lineTwice' | 'tooMuch';
  readonly message: string;
};

export type RefundRequest = {
  readonly id: RefundId;
  readonly sale: Sale;
  /** All refunds of this sale that are known here. */
  readonly earlier: readonly Refund[];
  readonly lines: readonly WantedLine[];
  /** The way it came where nothing else is said. */
  readonly way?: RefundWay | undefined;
  /** What the guest takes instead, and how much of the money goes to it. */
  readonly exchange?: { readonly saleId: Sale['id']; readonly amount: Money } | undefined;
  readonly reason: string;
  readonly shift: Shift;
  readonly staff: { readonly id: Refund['staffId']; readonly name: string };
  readonly receiptNumber: string;
  readonly previousHash: Hash;
  readonly refundedAt: Instant;
  readonly newTenderId: () => TenderId;
};

/** Turns what is wanted back into a refund of what is left of the sale, or says why it cannot [M11]. */
export function decideRefund(request: RefundRequest): Result<Refund, RefundRefusal> {
  const { sale } = request;
  const reason = request.reason.trim();
  if (reason === '') return refuse('noReason', 'Say why the money is given back.');
  const proposed = proposeRefund(request);
  if (!proposed.ok) return proposed;
  const { tenders, ...figures } = proposed.value;
  const refund: Omit<Refund, 'hash'> = {
    id: request.id,
    receiptNumber: request.receiptNumber,
    saleId: sale.id,
    saleReceiptNumber: sale.receiptNumber,
    tillId: request.shift.tillId,
    shiftId: request.shift.id,
    businessDay: request.shift.businessDay,
    staffId: request.staff.id,
    staffName: request.staff.name,
    reason,
    currency: sale.currency,
    rules: 1,
    ...figures,
    tenders: tenders.map((tender) => ({ ...tender, id: request.newTenderId() })),
    refundedAt: request.refundedAt,
    previousHash: request.previousHash,
    ...(request.exchange && { exchangedFor: request.exchange.saleId }),
  };
  return ok({ ...refund, hash: refundHashOf(refund) });
}

/** What a refund would come to, with its tenders still without names: to show before it is made. */
export type Proposal = Pick<Refund, 'lines' | 'taxes' | 'total' | 'rounding'> & {
  readonly tenders: readonly Omit<Refund['tenders'][number], 'id'>[];
};

/** The figures of a refund of what is left, or why there can be none [M11]. */
export function proposeRefund(
  request: Pick<RefundRequest, 'sale' | 'earlier' | 'lines' | 'way' | 'exchange'>,
): Result<Proposal, RefundRefusal> {
  const { sale, lines: wanted } = request;
  if (wanted.length === 0) return refuse('nothingToRefund', 'Choose what is given back.');
  if (new Set(wanted.map(({ lineId }) => lineId)).size < wanted.length)
    return refuse(
      'lineTwice',
      'An item stands twice in this refund. Choose it once, with all that goes back.',
    );
  const remainder = remainderOf(sale, request.earlier);
  const parts: RefundPart[] = [];
  for (const each of wanted) {
    const part = partOf(remainder, each);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  if (parts.every((part) => part.quantity === 0 && part.amount === 0))
    return refuse('nothingToRefund', `Nothing is left to give back of receipt ${sale.receiptNumber}.`);
  const taxes = sumTaxes(parts.flatMap((part) => part.taxes));
  const total = sum(parts.map((part) => part.amount));
  const back = giveBack(remainder, total, sale.cashStep, request.way);
  if (!request.exchange) return ok({ lines: parts, taxes, total, ...back });
  const tenders = setAgainst(back.tenders, request.exchange.amount, remainder, sale.cashStep);
  const rounding = subtract(sum(tenders.map(({ amount }) => amount)), total);
  return ok({ lines: parts, taxes, total, tenders, rounding });
}

/** How much of a line came back, as paper says it; empty: its goods stay with the guest. */
export function formatBack({
  quantity,
  shared,
}: Pick<Refund['lines'][number], 'quantity' | 'shared'>): string {
  if (quantity === 0) return '';
  return shared ? formatShare(quantity) : formatQuantity(quantity);
}

/** Everything that is left, for a refund of the whole. */
export function allThatIsLeft(remainder: Remainder, restock: boolean): WantedLine[] {
  return remainder.lines
    .filter((line) => line.quantity > 0 || line.amount > 0)
    .map(({ lineId, quantity, amount }) => ({ lineId, quantity, amount, restock }));
}

/** The refund's link of the till's receipt chain, made as a sale's is [S3]. */
export function refundHashOf(refund: Omit<Refund, 'hash'>): Hash {
  return chain(refund.previousHash, JSON.stringify(refundWithoutHash.parse(refund)));
}
const refundWithoutHash = refundSchema.omit({ hash: true });

/** Adds a refund up again from its own lines [M12]; the first figure that differs, and what it should be. */
export function refundDifferenceOf({ lines, taxes, total, rounding, tenders }: Refund): Difference | null {
  const sumOfTaxes = (of: readonly { readonly amount: Refund['total'] }[]) =>
    sum(of.map(({ amount }) => amount));
  return (
    compare('total', total, sum(lines.map((line) => line.amount))) ??
    compare('taxes', sumOfTaxes(taxes), sumOfTaxes(lines.flatMap((line) => line.taxes))) ??
    compare('rounding', rounding, sum(tenders.map((tender) => tender.amount)) - total)
  );
}

/** What leaves the books: the same as a sale's payments, below zero. */
export function refundPaymentsOf({ saleId, tenders, refundedAt }: Refund): Payment[] {
  return tenders.map(({ id, kind, amount, reference, wallet, intentId }) => ({
    tenderId: id,
    saleId,
    kind,
    amount: subtract(noMoney, amount),
    reference,
    paidAt: refundedAt,
    ...(wallet && { wallet }),
    ...(intentId && { intentId }),
  }));
}
