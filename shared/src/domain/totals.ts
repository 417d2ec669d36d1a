import { allocate, type Money, money, noMoney, share, subtract, sum } from '../values/money.ts';
import { thousand, type Quantity } from '../values/quantity.ts';
import { million, type TaxRate } from '../values/tax-rate.ts';
import type { TaxId } from '../values/ids.ts';
import type { Branch } from './branch.ts';
import { type ChargeRule, chargeFor } from './charge.ts';
import { type Discount, discountOf } from './discount.ts';
import { lateLines, liveLines, type Order } from './order.ts';

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
  /** After all discounts, inclusive taxes inside, without the service charge. */
  readonly total: Money;
  /** The line's own discount, and its part of the order's [M5]. */
  readonly discount: Money;
  readonly orderDiscount: Money;
  /** Its part of the service charge; if that is taxed, its inclusive taxes are inside. */
  readonly charge: Money;
  readonly taxes: readonly TaxAmount[];
};
export type Totals = {
  readonly lines: readonly LineTotal[];
  /** Sum of the lines, inclusive taxes inside. */
  readonly subtotal: Money;
  /** What the order's discount took off the lines. */
  readonly discount: Money;
  readonly charge: Money;
  /** One row a tax and rate, summed from the lines. */
  readonly taxes: readonly TaxAmount[];
  /** `subtotal + exclusive taxes + service charge` [M7]. */
  readonly total: Money;
};

/** What counts for all lines of an order together; both may be missing. */
export type Terms = {
  readonly discount?: Discount | undefined;
  readonly charge?: Pick<ChargeRule, 'rate' | 'taxed'> | undefined;
};

/**
 * The one way from lines to money, at the till, on paper and on the server [M12]. Rule version 1: without an order
 * discount and a service charge it is what it was before there were any.
 */
export function totalsOf(lines: readonly PricedLine[], { discount, charge }: Terms = {}): Totals {
  const priced = lines.map(linePrice);
  const nets = priced.map(({ gross, discount: own }) => subtract(gross, own));
  const orderDiscounts = spread(discountOf(sum(nets), discount), nets);
  const totals = nets.map((net, index) => subtract(net, orderDiscounts[index] ?? noMoney));
  const charges = spread(share(sum(totals), charge?.rate ?? 0, million), totals);
  return addUp(
    lines.map((line, index) => {
      const total = totals[index] ?? noMoney;
      const part = charges[index] ?? noMoney;
      return {
        total,
        discount: priced[index]?.discount ?? noMoney,
        orderDiscount: orderDiscounts[index] ?? noMoney,
        charge: part,
        taxes: taxesOf(charge?.taxed ? money(total + part) : total, line.taxes),
      };
    }),
  );
}

/** What an open order comes to by the rules of its branch. */
export function orderTotals(order: Order, branch: Pick<Branch, 'charges'>): Totals {
  const late = lateLines(order);
  return totalsOf(
    liveLines(order).filter((line) => !late.includes(line)),
    termsOf(order, branch),
  );
}

export function termsOf(
  order: Order,
  branch: Pick<Branch, 'charges'>,
): Terms & { readonly charge?: ChargeRule | undefined } {
  return { discount: order.discount, charge: chargeFor(order, branch.charges) };
}

/** The figures of lines, summed. */
export function addUp(lines: readonly LineTotal[]): Totals {
  const taxes = sumTaxes(lines.flatMap((line) => line.taxes));
  const subtotal = sum(lines.map((line) => line.total));
  const charge = sum(lines.map((line) => line.charge));
  return {
    lines,
    subtotal,
    discount: sum(lines.map((line) => line.orderDiscount)),
    charge,
    taxes,
    total: money(subtotal + charge + onTopOf(taxes)),
  };
}

/** What a guest pays for a line, with all its taxes and its part of the service charge. */
export function dueOf({ total, charge, taxes }: LineTotal): Money {
  return money(total + charge + onTopOf(taxes));
}

/** By largest remainder [M5]. */
function spread(amount: Money, weights: readonly Money[]): Money[] {
  return amount === 0 ? weights.map(() => noMoney) : allocate(amount, weights);
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

/** `(unit price + options) * quantity`, never below zero, rounded once, and the line's discount of it [M3] [M4]. */
function linePrice(line: PricedLine): { readonly gross: Money; readonly discount: Money } {
  const each = money(line.unitPrice + sum(line.options.map((option) => option.price)));
  const gross = money(Math.max(share(each, line.quantity, thousand), 0));
  return { gross, discount: discountOf(gross, line.discount) };
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
