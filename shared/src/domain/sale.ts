import { z } from 'zod';
import { type Hash, chain, hashSchema } from '../values/hash.ts';
import {
  lineIdSchema,
  orderIdSchema,
  refundIdSchema,
  type SaleId,
  saleIdSchema,
  shiftIdSchema,
  staffIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { currencySchema, type Money, moneySchema, noMoney, sum } from '../values/money.ts';
import { formatQuantity, formatShare, quantitySchema } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { formatRate } from '../values/tax-rate.ts';
import { type Instant, businessDaySchema, instantSchema } from '../values/time.ts';
import { decideBill, pieceOf, recompute } from './bill.ts';
import { type Branch, branchSchema } from './branch.ts';
import { saleChargeSchema } from './charge.ts';
import { discountSchema } from './discount.ts';
import { orderTypeSchema } from './menu.ts';
import { type Order, orderLineSchema, lineTaxSchema } from './order.ts';
import type { Piece, WantedPart } from './part.ts';
import { settle, type Tender, tenderSchema } from './payment.ts';
import { formatReceiptNumber } from './receipt-range.ts';
import type { Shift } from './shift.ts';
import type { Totals } from './totals.ts';

export const taxAmountSchema = lineTaxSchema.extend({ base: moneySchema, amount: moneySchema });
/** What was left of a line before a part of its bill was taken from it; `taxes` in the order of the line's. */
const lineLeftSchema = z.object({
  quantity: quantitySchema,
  total: moneySchema,
  discountAmount: moneySchema,
  orderDiscountAmount: moneySchema.optional(),
  chargeAmount: moneySchema.optional(),
  taxes: z.array(z.object({ base: moneySchema, amount: moneySchema })),
});

/** The order's line as it stood when it was paid, with what it came to. In a part of a bill it is a part of the line. */
export const saleLineSchema = orderLineSchema.omit({ home: true, sold: true }).extend({
  // Of a part that is an amount the last crumb of a line may be money alone.
  quantity: quantitySchema.refine((value) => value >= 0, 'a line has a quantity of zero or more'),
  total: moneySchema,
  discountAmount: moneySchema,
  /** The line's part of the order's discount and of the service charge [M5]; missing: none. */
  orderDiscountAmount: moneySchema.optional(),
  chargeAmount: moneySchema.optional(),
  /** There in a part of a bill, and nowhere else. */
  left: lineLeftSchema.optional(),
});
export type SaleLine = z.infer<typeof saleLineSchema>;

/**
 * A paid order: a fact, with the snapshot of everything it was computed from [M9]. `hash` chains it to the sale that
 * the same till made before it.
 */
export const saleSchema = z.object({
  id: saleIdSchema,
  /** Till code, incarnation if not the first, and a dense counter: `T1-000042`, `T1.2-000001` [S3]. */
  receiptNumber: z.string(),
  tillId: tillIdSchema,
  shiftId: shiftIdSchema,
  businessDay: businessDaySchema,
  staffId: staffIdSchema,
  staffName: z.string(),
  orderId: orderIdSchema,
  orderNumber: z.string(),
  orderType: orderTypeSchema,
  table: z.string().nullable(),
  guests: z.int(),
  currency: currencySchema,
  /** What cash was rounded to: without it `rounding` could not be recomputed [M9]. */
  cashStep: branchSchema.shape.cashStep,
  /** Which version of the money rules computed it. */
  rules: z.literal(1),
  lines: z.array(saleLineSchema).min(1),
  subtotal: moneySchema,
  taxes: z.array(taxAmountSchema),
  total: moneySchema,
  rounding: moneySchema,
  tenders: z.array(tenderSchema),
  change: moneySchema,
  paidAt: instantSchema,
  previousHash: hashSchema,
  /** The order's discount; each line knows its part of it. */
  discount: discountSchema.optional(),
  charge: saleChargeSchema.optional(),
  /** The refund whose money is among the tenders, as `exchange`. */
  exchange: z.object({ refundId: refundIdSchema, receiptNumber: z.string() }).optional(),
  /** Which part of its order's bill this is, how it was measured, and what the whole bill comes to [M10]. */
  part: z
    .object({
      number: z.int().min(1),
      by: z.enum(['lines', 'amount']),
      whole: moneySchema,
      /** The lines that the whole bill is for: what comes after its first part is not on it. */
      of: z.array(lineIdSchema).optional(),
    })
    .optional(),
  hash: hashSchema,
});
export type Sale = z.infer<typeof saleSchema>;

export type SaleRefusal = {
  readonly ok: false;
  readonly code: 'alreadyPaid' | 'nothingToPay' | 'tooMuch' | 'notEnough' | 'paidInParts';
  readonly message: string;
};

export type SaleRequest = {
  readonly id: SaleId;
  readonly order: Order;
  readonly tenders: readonly Tender[];
  readonly shift: Shift;
  readonly branch: Branch;
  readonly staff: { readonly id: Sale['staffId']; readonly name: string };
  readonly receiptNumber: string;
  readonly previousHash: Hash;
  readonly paidAt: Instant;
  /** The parts of this order's bill that are paid already. */
  readonly earlier?: readonly Sale[];
  /** What is paid now, if that is not all that is left. */
  readonly part?: WantedPart | undefined;
  readonly exchange?: Sale['exchange'];
};

/** Turns an open order and its tenders into a sale, or says why it cannot. */
export function decideSale(request: SaleRequest): Result<Sale, SaleRefusal> {
  const { order, branch } = request;
  if (order.status === 'paid') return refuse('alreadyPaid', `Order ${order.number} is paid already.`);
  const bill = decideBill(order, branch, request.earlier ?? [], request.part);
  if (!bill.ok) return bill;
  const { lines, totals, charge, part } = bill.value;
  const settlement = settle(totals.total, request.tenders, branch.cashStep);
  if (!settlement.ok) return settlement;
  const sale: Omit<Sale, 'hash'> = {
    id: request.id,
    receiptNumber: request.receiptNumber,
    tillId: request.shift.tillId,
    shiftId: request.shift.id,
    businessDay: request.shift.businessDay,
    staffId: request.staff.id,
    staffName: request.staff.name,
    orderId: order.id,
    orderNumber: order.number,
    orderType: order.type,
    table: order.table,
    guests: order.guests,
    currency: branch.currency,
    cashStep: branch.cashStep,
    rules: 1,
    lines,
    subtotal: totals.subtotal,
    taxes: [...totals.taxes],
    total: totals.total,
    rounding: settlement.value.rounding,
    tenders: [...request.tenders],
    change: settlement.value.change,
    paidAt: request.paidAt,
    previousHash: request.previousHash,
    ...(order.discount && { discount: order.discount }),
    // Of a part the rule is kept even where it comes to nothing: the next part goes on with it.
    ...(charge && (part || totals.charge > 0) && { charge: { ...charge, amount: totals.charge } }),
    ...(request.exchange && { exchange: request.exchange }),
    ...(part && { part }),
  };
  return ok({ ...sale, hash: hashOf(sale) });
}

/** How much of a line there is, as paper says it: a third of a cake that was shared, but 0.333 of a kilogram. */
export function formatCount({ quantity, unit, left }: Pick<SaleLine, 'quantity' | 'unit' | 'left'>): string {
  return left && unit === undefined ? formatShare(quantity) : formatQuantity(quantity);
}

/** Lines as paper has them: a combo is its heading with its parts below [M14]. */
export type LineGroup = { readonly combo: string | null; readonly lines: readonly SaleLine[] };

export function inCombos(lines: readonly SaleLine[]): LineGroup[] {
  const groups = new Map<string, { combo: string | null; lines: SaleLine[] }>();
  for (const line of lines) {
    const key = line.combo?.id ?? line.id;
    const group = groups.get(key) ?? { combo: line.combo?.name ?? null, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What a line came to before its own discount and its part of the order's were taken off: as paper lists it. */
export function grossOfLine({ total, discountAmount, orderDiscountAmount = noMoney }: SaleLine): Money {
  return sum([total, discountAmount, orderDiscountAmount]);
}

/** What the order's discount took off the lines of a sale. */
export function orderDiscountOf({ lines }: Pick<Sale, 'lines'>): Money {
  return sum(lines.map(({ orderDiscountAmount = noMoney }) => orderDiscountAmount));
}

/** The link of the till's receipt chain: hash of the link before and the sale's JSON in the schema's key order. */
export function hashOf(sale: Omit<Sale, 'hash'>): Hash {
  return chain(sale.previousHash, JSON.stringify(saleWithoutHash.parse(sale)));
}
const saleWithoutHash = saleSchema.omit({ hash: true });

export type Difference = { readonly figure: string; readonly told: number; readonly expected: number };

/** Recomputes a sale from its own snapshot [M12]; gives the first figure that differs, and what it should be. */
export function differenceOf(sale: Sale): Difference | null {
  const expected = recompute(sale);
  const difference = firstDifference(
    figuresOf({ ...sale, lines: sale.lines.map(pieceOf), charge: sale.charge?.amount ?? noMoney }),
    figuresOf(expected),
  );
  if (difference) return difference;
  const settled = settle(expected.total, sale.tenders, sale.cashStep);
  if (!settled.ok)
    return { figure: 'paid', told: sum(sale.tenders.map((each) => each.amount)), expected: expected.total };
  return (
    compare('rounding', sale.rounding, settled.value.rounding) ??
    compare('change', sale.change, settled.value.change)
  );
}

/** Every figure of a computation under the name that a manager reads. */
function figuresOf(
  totals: Pick<Totals, 'total' | 'subtotal' | 'charge' | 'taxes'> & {
    readonly lines: readonly Omit<Piece, 'taxes'>[];
  },
): Map<string, number> {
  const figures = new Map<string, number>([
    ['total', totals.total],
    ['subtotal', totals.subtotal],
    ['service charge', totals.charge],
  ]);
  totals.lines.forEach((line, index) => {
    const name = `of line ${index + 1}`;
    figures.set(`total ${name}`, line.total);
    figures.set(`discount ${name}`, line.discount);
    figures.set(`order discount ${name}`, line.orderDiscount);
    figures.set(`service charge ${name}`, line.charge);
    figures.set(`quantity ${name}`, line.quantity);
  });
  for (const [index, tax] of totals.taxes.entries()) {
    const name = `tax ${index + 1}, ${tax.name} ${formatRate(tax.rate)} % ${tax.inclusive ? 'inside' : 'on top'}`;
    figures.set(`base of ${name}`, tax.base);
    figures.set(name, tax.amount);
  }
  return figures;
}

function firstDifference(
  told: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
): Difference | null {
  for (const figure of new Set([...expected.keys(), ...told.keys()])) {
    const difference = compare(figure, told.get(figure), expected.get(figure));
    if (difference) return difference;
  }
  return null;
}

export function compare(figure: string, told = 0, expected = 0): Difference | null {
  return told === expected ? null : { figure, told, expected };
}

/** `T1-000042`; a till that was restored or enrolled again counts anew under its next incarnation [S10]. */
export function receiptNumberOf(tillCode: string, incarnation: number, count: number): string {
  return formatReceiptNumber(seriesOf(tillCode, incarnation), count);
}

/** What a till's numbers begin with: `T1`, and `T1.2` once it was enrolled again [S10]. */
export function seriesOf(tillCode: string, incarnation: number): string {
  return incarnation === 1 ? tillCode : `${tillCode}.${incarnation}`;
}
