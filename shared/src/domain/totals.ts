import { allocate, type Money, money, noMoney, share, subtract, sum } from '../values/money.ts';
import { thousand, type Quantity } from '../values/quantity.ts';
import { million, type TaxRate } from '../values/tax-rate.ts';
import type { TaxId } from '../values/ids.ts';
import type { Discount } from './order.ts';

/** What a line's price depends on: the part of an order line or a sale line that money is made from. */
export type PricedLine = {
  readonly unitPrice: Money;
  readonly options: readonly { readonly price: Money }[];
  readonly quantity: Quantity;
  readonly discount: Discount | null;
  readonly taxes: readonly LineTax[];
};
type LineTax = {
  readonly taxId: TaxId;
  readonly name: string;
  readonly rate: TaxRate;
  readonly inclusive: boolean;
};

/** `amount` is inside the line's total if the tax is inclusive, and comes on top of it if not [M6]. */
export type TaxAmount = LineTax & { readonly base: Money; readonly amount: Money };
export type LineTotal = {
  readonly total: Money;
  readonly discount: Money;
  readonly taxes: readonly TaxAmount[];
};
export type Totals = {
  readonly lines: readonly LineTotal[];
  /** Sum of the lines, inclusive taxes inside. */
  readonly subtotal: Money;
  /** One row a tax and rate, summed from the lines. */
  readonly taxes: readonly TaxAmount[];
  /** `subtotal + exclusive taxes` [M7]. */
  readonly total: Money;
};

/** The one way from lines to money, at the till, on paper and on the server [M12]. Rule version 1. */
export function totalsOf(lines: readonly PricedLine[]): Totals {
  const lineTotals = lines.map(lineTotal);
  const taxes = sumTaxes(lineTotals.flatMap((line) => line.taxes));
  const subtotal = sum(lineTotals.map((line) => line.total));
  return { lines: lineTotals, subtotal, taxes, total: money(subtotal + onTopOf(taxes)) };
}

/** What comes on top of a line's or a sale's total. */
export function onTopOf(taxes: readonly TaxAmount[]): Money {
  return sum(taxes.filter((tax) => !tax.inclusive).map((tax) => tax.amount));
}

/** One row a tax and rate, summed from those of the lines [M6]. */
export function sumTaxes(ofLines: readonly TaxAmount[]): TaxAmount[] {
  const taxes = new Map<string, TaxAmount>();
  for (const tax of ofLines) {
    // The menu may have changed between two lines: another rate of the same tax is a row of its own [M6].
    const row = `${tax.taxId} ${tax.rate} ${tax.inclusive}`;
    const soFar = taxes.get(row);
    taxes.set(
      row,
      soFar ? { ...tax, base: money(soFar.base + tax.base), amount: money(soFar.amount + tax.amount) } : tax,
    );
  }
  return [...taxes.values()];
}

/** `(unit price + options) * quantity - discount`, never below zero, rounded once [M3] [M4]. */
function lineTotal(line: PricedLine): LineTotal {
  const each = money(line.unitPrice + sum(line.options.map((option) => option.price)));
  const gross = money(Math.max(share(each, line.quantity, thousand), 0));
  const discount = discountOf(gross, line.discount);
  const total = subtract(gross, discount);
  return { total, discount, taxes: taxesOf(total, line.taxes) };
}

function discountOf(gross: Money, discount: Discount | null): Money {
  if (!discount) return noMoney;
  const wanted = discount.kind === 'amount' ? discount.amount : share(gross, discount.rate, million);
  return money(Math.min(Math.max(wanted, 0), gross));
}

/**
 * Inclusive taxes are taken out of the total together and split by rate, so that base + taxes give the total to the
 * unit; exclusive ones are counted from that base.
 */
export function taxesOf(total: Money, taxes: readonly LineTax[]): TaxAmount[] {
  if (taxes.length === 0) return [];
  const inclusive = taxes.filter((tax) => tax.inclusive);
  const inclusiveRate = inclusive.reduce((rate, tax) => rate + tax.rate, 0);
  const inside = share(total, inclusiveRate, million + inclusiveRate);
  const base = subtract(total, inside);
  const parts = inclusive.length > 0 ? allocate(inside, inclusive.map((tax) => tax.rate)) : []; // prettier-ignore
  const nextPart = parts.values();
  return taxes.map((tax) => ({
    ...tax,
    base,
    amount: tax.inclusive ? (nextPart.next().value ?? noMoney) : share(base, tax.rate, million),
  }));
}
