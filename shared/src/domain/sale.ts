import { z } from 'zod';
import { type Hash, chain, hashSchema } from '../values/hash.ts';
import {
  orderIdSchema,
  type SaleId,
  saleIdSchema,
  shiftIdSchema,
  staffIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { currencySchema, moneySchema, sum } from '../values/money.ts';
import { must } from '../values/must.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { formatRate } from '../values/tax-rate.ts';
import { type Instant, businessDaySchema, instantSchema } from '../values/time.ts';
import { type Branch, branchSchema } from './branch.ts';
import { orderTypeSchema } from './menu.ts';
import { liveLines, type Order, orderLineSchema, lineTaxSchema } from './order.ts';
import { settle, type Tender, tenderSchema } from './payment.ts';
import type { Shift } from './shift.ts';
import { type LineTotal, type Totals, totalsOf } from './totals.ts';

export const taxAmountSchema = lineTaxSchema.extend({ base: moneySchema, amount: moneySchema });
/** The order's line as it stood when it was paid, with what it came to. */
export const saleLineSchema = orderLineSchema.extend({ total: moneySchema, discountAmount: moneySchema });
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
  hash: hashSchema,
});
export type Sale = z.infer<typeof saleSchema>;

export type SaleRefusal = {
  readonly ok: false;
  readonly code: 'alreadyPaid' | 'nothingToPay' | 'tooMuch' | 'notEnough';
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
};

/** Turns an open order and its tenders into a sale, or says why it cannot. */
export function decideSale(request: SaleRequest): Result<Sale, SaleRefusal> {
  const { order, branch } = request;
  if (order.status === 'paid') return refuse('alreadyPaid', `Order ${order.number} is paid already.`);
  const lines = liveLines(order);
  if (lines.length === 0) return refuse('nothingToPay', `Order ${order.number} has no items to pay for.`);
  const totals = totalsOf(lines);
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
    lines: lines.map((line, index) => {
      const { total, discount } = must(totals.lines[index], 'totalsOf answers one total a line, in order');
      return { ...line, total, discountAmount: discount };
    }),
    subtotal: totals.subtotal,
    taxes: [...totals.taxes],
    total: totals.total,
    rounding: settlement.value.rounding,
    tenders: [...request.tenders],
    change: settlement.value.change,
    paidAt: request.paidAt,
    previousHash: request.previousHash,
  };
  return ok({ ...sale, hash: hashOf(sale) });
}

/** The link of the till's receipt chain: hash of the link before and the sale's JSON in the schema's key order. */
export function hashOf(sale: Omit<Sale, 'hash'>): Hash {
  return chain(sale.previousHash, JSON.stringify(saleWithoutHash.parse(sale)));
}
const saleWithoutHash = saleSchema.omit({ hash: true });

export type Difference = { readonly figure: string; readonly told: number; readonly expected: number };

/** Recomputes a sale from its own snapshot [M12]; gives the first figure that differs, and what it should be. */
export function differenceOf(sale: Sale): Difference | null {
  const totals = totalsOf(sale.lines);
  const told = figuresOf({
    ...sale,
    lines: sale.lines.map((line) => ({ ...line, discount: line.discountAmount })),
  });
  const expected = figuresOf(totals);
  for (const figure of new Set([...expected.keys(), ...told.keys()])) {
    const difference = compare(figure, told.get(figure), expected.get(figure));
    if (difference) return difference;
  }
  const settled = settle(totals.total, sale.tenders, sale.cashStep);
  if (!settled.ok)
    return { figure: 'paid', told: sum(sale.tenders.map((each) => each.amount)), expected: totals.total };
  return (
    compare('rounding', sale.rounding, settled.value.rounding) ??
    compare('change', sale.change, settled.value.change)
  );
}

/** Every figure of a computation under the name that a manager reads. */
function figuresOf(
  totals: Omit<Totals, 'lines'> & { lines: readonly Omit<LineTotal, 'taxes'>[] },
): Map<string, number> {
  const figures = new Map<string, number>([
    ['total', totals.total],
    ['subtotal', totals.subtotal],
  ]);
  totals.lines.forEach((line, index) => {
    figures.set(`total of line ${index + 1}`, line.total);
    figures.set(`discount of line ${index + 1}`, line.discount);
  });
  for (const [index, tax] of totals.taxes.entries()) {
    const name = `tax ${index + 1}, ${tax.name} ${formatRate(tax.rate)} % ${tax.inclusive ? 'inside' : 'on top'}`;
    figures.set(`base of ${name}`, tax.base);
    figures.set(name, tax.amount);
  }
  return figures;
}

export function compare(figure: string, told = 0, expected = 0): Difference | null {
  return told === expected ? null : { figure, told, expected };
}

/** `T1-000042`; a till that was restored or enrolled again counts anew under its next incarnation [S10]. */
export function receiptNumberOf(tillCode: string, incarnation: number, count: number): string {
  const series = incarnation === 1 ? tillCode : `${tillCode}.${incarnation}`;
  return `${series}-${String(count).padStart(6, '0')}`;
}
