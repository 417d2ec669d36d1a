import { z } from 'zod';
import { staffIdSchema } from '../values/ids.ts';
import { add, type Money, money, moneySchema, noMoney, sum } from '../values/money.ts';
import type { CashMovement } from './cash-movement.ts';
import { type Payment, paymentsOf, tenderSchema } from './payment.ts';
import { type Refund, refundPaymentsOf } from './refund.ts';
import { compare, type Difference, type Sale, taxAmountSchema } from './sale.ts';
import { tipsByStaff } from './tip.ts';
import { sumTaxes } from './totals.ts';

const countedSchema = z.object({ count: z.int().min(0), total: moneySchema });
/** How many there were, and what they came to. */
export type Counted = z.infer<typeof countedSchema>;

const turnoverSchema = countedSchema.extend({
  /** Cash rounding, which is no turnover [M7]. */
  rounding: moneySchema,
  /** One row a tax and rate [M6]. */
  taxes: z.array(taxAmountSchema),
});

/** What an X and a Z report say: sums over the set of records that carry the shift's id [M13]. */
export const shiftFiguresSchema = z.object({
  sales: turnoverSchema.extend({
    /** Taken off lines and whole orders. */
    discounts: moneySchema,
    /** Service charges, which are in the total. */
    charges: moneySchema,
  }),
  /** What went back; above zero. */
  refunds: turnoverSchema,
  /** By way of paying: what came in less change, and what went back; all above zero. */
  tenders: z.array(z.object({ kind: tenderSchema.shape.kind, sold: countedSchema, refunded: countedSchema })),
  /** Cash that moved without a sale; `noSale` counts how often the drawer was only opened. */
  movements: z.object({
    in: countedSchema,
    out: countedSchema,
    drop: countedSchema,
    noSale: z.int().min(0),
  }),
  /** What was taken back from the kitchen, at its price. */
  voids: countedSchema,
  /** What each person sold, and the cash that she took for it less what she gave back. */
  staff: z.array(
    z.object({ staffId: staffIdSchema, name: z.string(), sales: countedSchema, cash: moneySchema }),
  ),
  /** What guests gave to whom: `cash` lies in the drawer, `slip` came by card or wallet; no turnover [M8]. */
  tips: z
    .array(z.object({ staffId: staffIdSchema, name: z.string(), cash: moneySchema, slip: moneySchema }))
    .optional(),
});
export type ShiftFigures = z.infer<typeof shiftFiguresSchema>;

/** Everything that belongs to one shift. */
export type ShiftRecords = {
  readonly sales: readonly Sale[];
  readonly refunds: readonly Refund[];
  readonly movements: readonly CashMovement[];
};

/** Adds up a shift; `voids` are the prices of the lines that were taken back in it. */
export function figuresOf(records: ShiftRecords, voids: Counted = nothing): ShiftFigures {
  const { sales, refunds, movements } = records;
  const tips = tipsByStaff(
    sales,
    movements.map(({ tip }) => tip),
  ).filter(({ cash, slip }) => cash !== 0 || slip !== 0);
  return {
    sales: {
      ...countOf(sales.map((sale) => sale.total)),
      rounding: sum(sales.map((sale) => sale.rounding)),
      taxes: taxesOf(sales),
      discounts: sum(
        sales.flatMap(({ lines }) =>
          lines.map((line) => add(line.discountAmount, line.orderDiscountAmount ?? noMoney)),
        ),
      ),
      charges: sum(sales.flatMap(({ lines }) => lines.map((line) => line.chargeAmount ?? noMoney))),
    },
    refunds: {
      ...countOf(refunds.map((refund) => refund.total)),
      rounding: sum(refunds.map((refund) => refund.rounding)),
      taxes: taxesOf(refunds),
    },
    tenders: tendersOf(sales.flatMap(paymentsOf), refunds.flatMap(refundPaymentsOf)),
    movements: {
      in: countOf(amountsOf(movements, 'in')),
      out: countOf(amountsOf(movements, 'out')),
      drop: countOf(amountsOf(movements, 'drop')),
      noSale: amountsOf(movements, 'noSale').length,
    },
    voids,
    staff: staffOf(sales, refunds),
    ...(tips.length > 0 && {
      tips: tips.map(({ staffId, staffName: name, cash, slip }) => ({ staffId, name, cash, slip })),
    }),
  };
}

/** Cash that must be in the drawer: float + cash and tips taken - change - cash given back + put in - taken out. */
export function expectedCash(float: Money, { tenders, movements, tips = [] }: ShiftFigures): Money {
  const cash = tenders.find((tender) => tender.kind === 'cash');
  const taken = cash ? cash.sold.total - cash.refunded.total : 0;
  const tipped = sum(tips.map((tip) => tip.cash));
  return money(float + taken + tipped + movements.in.total - movements.out.total - movements.drop.total);
}

/** The first figure of a report that is another one than its records add up to, voids left out: only the till saw them. */
export function figuresDifferenceOf(told: ShiftFigures, records: ShiftRecords): Difference | null {
  const expected = flat(figuresOf(records, told.voids));
  const said = flat(told);
  for (const figure of new Set([...expected.keys(), ...said.keys()])) {
    const difference = compare(figure, said.get(figure), expected.get(figure));
    if (difference) return difference;
  }
  return null;
}

/** Every number under the path that leads to it, lists by what their entries stand for. */
function flat(figures: ShiftFigures): Map<string, number> {
  const found = new Map<string, number>();
  walk(figures, []);
  return found;

  function walk(value: unknown, path: readonly string[]): void {
    if (typeof value === 'number') found.set(path.join(' '), value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      walk(inner, [...path, Array.isArray(value) ? nameOf(inner) : key]);
    }
  }
}

/** What an entry of one of the lists is about. */
function nameOf(entry: Readonly<Record<string, unknown>>): string {
  return ['kind', 'staffId', 'taxId', 'rate', 'inclusive']
    .flatMap((key) => (key in entry ? [JSON.stringify(entry[key])] : []))
    .join(' ');
}

const nothing: Counted = { count: 0, total: noMoney };

function countOf(amounts: readonly Money[]): Counted {
  return { count: amounts.length, total: sum(amounts) };
}

function amountsOf(movements: readonly CashMovement[], kind: CashMovement['kind']): Money[] {
  return movements.filter((movement) => movement.kind === kind).map(({ amount }) => amount);
}

/** In the order of their ids, so that the same set says the same whoever adds it up. */
function taxesOf(documents: readonly { readonly taxes: Sale['taxes'] }[]): Sale['taxes'] {
  const key = ({ taxId, rate, inclusive }: Sale['taxes'][number]) => `${taxId} ${rate} ${inclusive}`;
  return sumTaxes(documents.flatMap(({ taxes }) => taxes)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function tendersOf(sold: readonly Payment[], refunded: readonly Payment[]): ShiftFigures['tenders'] {
  const amounts = (payments: readonly Payment[], kind: Payment['kind']) =>
    payments.filter((payment) => payment.kind === kind).map(({ amount }) => amount);
  return tenderSchema.shape.kind.options
    .map((kind) => ({
      kind,
      sold: countOf(amounts(sold, kind)),
      refunded: countOf(amounts(refunded, kind).map((amount) => money(0 - amount))),
    }))
    .filter((tender) => tender.sold.count + tender.refunded.count > 0);
}

function staffOf(sales: readonly Sale[], refunds: readonly Refund[]): ShiftFigures['staff'] {
  const people = new Map<string, ShiftFigures['staff'][number]>();
  for (const sale of sales) {
    const known = personOf(sale);
    const sold = { count: known.sales.count + 1, total: add(known.sales.total, sale.total) };
    keep({ ...known, sales: sold, cash: add(known.cash, cashOf(paymentsOf(sale))) });
  }
  for (const refund of refunds) {
    const known = personOf(refund);
    keep({ ...known, cash: add(known.cash, cashOf(refundPaymentsOf(refund))) });
  }
  return [...people.values()].sort((a, b) => (a.staffId < b.staffId ? -1 : 1));

  function personOf({ staffId, staffName }: Pick<Sale, 'staffId' | 'staffName'>) {
    return people.get(staffId) ?? { staffId, name: staffName, sales: nothing, cash: noMoney };
  }
  function keep(person: ShiftFigures['staff'][number]): void {
    people.set(person.staffId, person);
  }
}

function cashOf(payments: readonly Payment[]): Money {
  return sum(payments.filter((payment) => payment.kind === 'cash').map(({ amount }) => amount));
}
