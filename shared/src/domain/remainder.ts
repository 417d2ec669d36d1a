import type { LineId, TenderId } from '../values/ids.ts';
import { allocate, type Money, money, noMoney, subtract, sum } from '../values/money.ts';
import { must } from '../values/must.ts';
import { formatQuantity, type Quantity, quantity, sumQuantities, thousand } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { lineTaxesOf } from './bill.ts';
import { paymentsOf } from './payment.ts';
import type { Refund } from './refund.ts';
import type { Sale, SaleLine } from './sale.ts';
import { onTopOf, type TaxAmount } from './totals.ts';

/** What is wanted back of a line. `amount` null: what the quantity comes to. */
export type WantedLine = {
  readonly lineId: LineId;
  readonly quantity: Quantity;
  readonly amount: Money | null;
  readonly restock: boolean;
};
export type RefundPart = Refund['lines'][number];

/** What can still be given back of a sale: of each line, with its taxes, and of each tender [M11]. Never below zero. */
export type Remainder = { readonly lines: readonly LineLeft[]; readonly tenders: readonly TenderLeft[] };
type LineLeft = {
  readonly lineId: LineId;
  readonly line: SaleLine;
  readonly quantity: Quantity;
  /** With all its taxes, those on top too, and with its part of the service charge. */
  readonly amount: Money;
  /** Of that the service charge; `isChargeTaxed`: with its share of the taxes in it. */
  readonly charge: Money;
  readonly isChargeTaxed: boolean;
  readonly taxes: readonly TaxAmount[];
};
type TenderLeft = Pick<Sale['tenders'][number], 'kind' | 'amount' | 'reference' | 'wallet' | 'intentId'> & {
  readonly refunds: TenderId;
};

export function remainderOf(sale: Sale, refunds: readonly Refund[]): Remainder {
  const { lines, tenders } = balanceOf(sale, refunds);
  return {
    lines: lines.map((left) => ({
      ...left,
      quantity: quantity(Math.max(left.quantity, 0)),
      amount: atLeastNothing(left.amount),
      charge: atLeastNothing(left.charge),
      taxes: left.taxes.map((tax) => ({ ...tax, amount: atLeastNothing(tax.amount) })),
    })),
    tenders: tenders.map((left) => ({ ...left, amount: atLeastNothing(left.amount) })),
  };
}

/** The same without a floor: below zero is what tills that did not know of each other gave back too much. */
function balanceOf(sale: Sale, refunds: readonly Refund[]): Remainder {
  // Each that was typed is placed after those before it, so it takes from what they had left.
  const placed = refunds.reduce<readonly Refund[]>(
    (before, refund) => [...before, refund.typed ? placeTyped(remainderOf(sale, before), refund) : refund],
    [],
  );
  return balanceOfPlaced(sale, placed);
}

function balanceOfPlaced(sale: Sale, refunds: readonly Refund[]): Remainder {
  const given = refunds.flatMap((refund) => refund.lines);
  const tenders = refunds.flatMap((refund) => refund.tenders);
  const taxes = lineTaxesOf(sale);
  return {
    lines: sale.lines.map((line, index): LineLeft => {
      const parts = given.filter((part) => part.lineId === line.id);
      const sold = taxes[index] ?? [];
      const charge = line.chargeAmount ?? noMoney;
      const amount = money(line.total + charge + onTopOf(sold));
      return {
        lineId: line.id,
        line,
        quantity: quantity(line.quantity - sumQuantities(parts.map((part) => part.quantity))),
        amount: subtract(amount, sum(parts.map((part) => part.amount))),
        charge: subtract(charge, sum(parts.map((part) => part.chargeAmount ?? noMoney))),
        isChargeTaxed: sale.charge?.taxed === true,
        taxes: sold.map((tax, index) => ({
          ...tax,
          amount: subtract(tax.amount, sum(parts.map((part) => part.taxes[index]?.amount ?? noMoney))),
        })),
      };
    }),
    tenders: paymentsOf(sale).map(({ tenderId, kind, amount, reference, wallet }, index) => {
      const back = tenders.filter((tender) => tender.refunds === tenderId).map((tender) => tender.amount);
      const left = { refunds: tenderId, kind, reference, amount: subtract(amount, sum(back)) };
      const intentId = sale.tenders[index]?.intentId;
      return { ...left, ...(wallet && { wallet }), ...(intentId && { intentId }) };
    }),
  };
}

/**
 * The part of a line that goes back. It is taken from what is left and not from what was sold, by largest remainder
 * [M5]: so the last part is exactly the rest, whatever the ones before were rounded to.
 */
export function partOf(remainder: Remainder, wanted: WantedLine): Result<RefundPart, TooMuch> {
  const left = remainder.lines.find(({ lineId }) => lineId === wanted.lineId);
  if (!left) return refuse('tooMuch', 'This item is not on the receipt.');
  const { line } = left;
  if (wanted.quantity < 0 || wanted.quantity > left.quantity)
    return refuse(
      'tooMuch',
      `Of ${line.name} only ${formatQuantity(left.quantity)} can still be given back.`,
    );
  const rest = left.quantity - wanted.quantity;
  const share = wanted.quantity === 0 ? noMoney : allocate(left.amount, [wanted.quantity, rest])[0];
  const amount = wanted.amount ?? must(share, 'there are two shares');
  if (amount < 0 || amount > left.amount)
    return refuse('tooMuch', `More than what is left of ${line.name} cannot be given back.`);
  const untaxed = left.isChargeTaxed ? noMoney : left.charge;
  const [base = amount, beside = noMoney, ...taxes] = allocate(amount, [
    baseOf(left, untaxed),
    untaxed,
    ...left.taxes.map((tax) => tax.amount),
  ]);
  const charge = left.isChargeTaxed ? chargeIn(amount, left) : beside;
  return ok({
    lineId: line.id,
    productId: line.productId,
    name: line.name,
    category: line.category,
    quantity: wanted.quantity,
    amount,
    taxes: left.taxes.map((tax, index) => ({ ...tax, base, amount: taxes[index] ?? noMoney })),
    restock: wanted.restock,
    ...(charge !== 0 && { chargeAmount: charge }),
    ...(line.unit === undefined && wanted.quantity % thousand !== 0 && { shared: true as const }),
  });
}
type TooMuch = { readonly ok: false; readonly code: 'tooMuch'; readonly message: string };

/** An amount of the whole sale, spread over what is left of its lines [M5]; no goods come back with it. */
export function shareOut(remainder: Remainder, amount: Money): WantedLine[] {
  const left = remainder.lines.filter((line) => line.amount > 0);
  if (left.length === 0) return [];
  const shares = allocate(
    amount,
    left.map((line) => line.amount),
  );
  return left
    .map(({ lineId }, index) => ({
      lineId,
      quantity: noQuantity,
      amount: shares[index] ?? noMoney,
      restock: false,
    }))
    .filter((part) => part.amount > 0);
}
const noQuantity = quantity(0);

/** What can still be given back in money. */
export function moneyLeft({ lines }: Remainder): Money {
  return sum(lines.map((line) => line.amount));
}

function baseOf({ amount, taxes }: LineLeft, untaxed: Money): Money {
  return atLeastNothing(subtract(amount, sum([untaxed, ...taxes.map((tax) => tax.amount)])));
}

/** How much of an amount is service charge; all of what is left, when all is given back. */
function chargeIn(amount: Money, left: LineLeft): Money {
  return allocate(amount, [left.charge, atLeastNothing(subtract(left.amount, left.charge))])[0] ?? noMoney;
}

/** By how much the refunds of a sale are more than it was: of goods, and of money, by its lines or by its tenders. */
export type Excess = {
  readonly names: readonly string[];
  readonly quantity: Quantity;
  readonly amount: Money;
};

/** What was given back before, or never sold, of that which this refund gives back [S17]; null: nothing. */
export function excessOf(sale: Sale, earlier: readonly Refund[], refund: Refund): Excess | null {
  if (refund.typed) return typedExcess(remainderOf(sale, earlier), refund);
  const after = balanceOf(sale, [...earlier, refund]);
  const touched = new Set(refund.lines.map((part) => part.lineId));
  const over = [
    ...after.lines
      .filter((left) => touched.has(left.lineId) && (left.quantity < 0 || left.amount < 0))
      .map(({ line, ...left }) => ({
        name: line.name,
        quantity: 0 - left.quantity,
        amount: 0 - left.amount,
      })),
    ...refund.lines.filter((part) => !after.lines.some(({ lineId }) => lineId === part.lineId)),
  ];
  const reached = new Set(refund.tenders.map((tender) => tender.refunds));
  const overpaid = after.tenders.filter((left) => reached.has(left.refunds) && left.amount < 0);
  if (over.length === 0 && overpaid.length === 0) return null;
  const ofLines = sum(over.map(({ amount }) => atLeastNothing(money(amount))));
  const ofTenders = sum(overpaid.map(({ amount }) => subtract(noMoney, amount)));
  return {
    names: over.map(({ name }) => name),
    quantity: sumQuantities(over.map((each) => quantity(Math.max(each.quantity, 0)))),
    amount: money(Math.max(ofLines, ofTenders)),
  };
}

function atLeastNothing(amount: Money): Money {
  return money(Math.max(amount, 0));
}

/** What was typed from paper names no line of the sale, so only its money can be too much. */
function typedExcess(left: Remainder, { lines, total }: Refund): Excess | null {
  const amount = subtract(total, moneyLeft(left));
  return amount > 0 ? { names: lines.map(({ name }) => name), quantity: noQuantity, amount } : null;
}

/**
 * A refund that was typed from paper, as one of the sale's own lines and tenders: an amount of the whole, taken from what
 * was left of it, and of the ways it was paid those first by which the money went back. What is too much is nowhere.
 */
function placeTyped(left: Remainder, refund: Refund): Refund {
  const amount = money(Math.min(refund.total, moneyLeft(left)));
  const lines = shareOut(left, amount).flatMap((wanted) => {
    const part = partOf(left, wanted);
    return part.ok ? [part.value] : [];
  });
  let tenders = left.tenders;
  const taken = refund.tenders.flatMap((tender) => {
    const sameFirst = tenders.toSorted((a, b) => rank(a, tender) - rank(b, tender));
    const parts = take(sameFirst, tender.amount);
    tenders = tenders.map((each) => {
      const part = parts.find(({ refunds }) => refunds === each.refunds);
      return part ? { ...each, amount: subtract(each.amount, part.amount) } : each;
    });
    return parts.map(({ refunds, amount: given }) => ({ ...tender, refunds, amount: given }));
  });
  const { typed: _placed, ...rest } = refund;
  return { ...rest, lines, tenders: taken };
}

function rank({ kind }: TenderLeft, tender: Pick<TenderLeft, 'kind'>): number {
  return kind === tender.kind ? 0 : 1;
}

/** The first so much of what is left, tender after tender. */
export function take(tenders: readonly TenderLeft[], wanted: Money): TenderLeft[] {
  let due: number = wanted;
  return tenders.flatMap((tender) => {
    const amount = money(Math.min(due, tender.amount));
    due -= amount;
    return amount > 0 ? [{ ...tender, amount }] : [];
  });
}
