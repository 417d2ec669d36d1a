import type { LineId } from '../values/ids.ts';
import { add, allocate, type Money, money, noMoney, share, subtract, sum } from '../values/money.ts';
import { must } from '../values/must.ts';
import { type Quantity, quantity } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import { dueOf, type LineTotal, type TaxAmount } from './totals.ts';

/** Figures of a line, of it all or of a part of it. */
export type Piece = LineTotal & { readonly quantity: Quantity };
/** A piece, and what was left of its line before it was taken: the last part takes all of the rest. */
export type Cut = { readonly lineId: LineId; readonly piece: Piece; readonly of: Piece };
export type LeftLine = { readonly lineId: LineId; readonly left: Piece };

/** How a part of a bill is measured: by quantities of its lines (items, seats), or by an amount (equal, amounts). */
export type WantedPart =
  | {
      readonly by: 'lines';
      readonly lines: readonly { readonly lineId: LineId; readonly quantity: Quantity }[];
    }
  | { readonly by: 'amount'; readonly amount: Money };

/**
 * Takes a part from what is left of a bill, as a refund takes from what is left of a sale: so all parts sum to the bill
 * to the unit, in every figure, whatever the way and the order [M10].
 */
export function takePart(left: readonly LeftLine[], wanted: WantedPart): Result<Cut[], PartRefusal> {
  if (wanted.by === 'amount') {
    const total = sum(left.map((line) => dueOf(line.left)));
    if (wanted.amount <= 0) return refuse('nothingToPay', 'A part of a bill is more than nothing.');
    if (wanted.amount > total)
      return refuse('tooMuch', 'A part cannot be more than what is left of the bill.');
    const pieces = cutByAmount(left.map((line) => line.left), wanted.amount); // prettier-ignore
    return ok(cutsOf(left, pieces));
  }
  const quantities = new Map(wanted.lines.map((line) => [line.lineId, line.quantity]));
  if (quantities.size < wanted.lines.length) return refuse('tooMuch', 'An item stands twice in this part.');
  const chosen = left.filter(({ lineId }) => quantities.has(lineId));
  if (chosen.length < quantities.size) return refuse('tooMuch', 'An item of this part is paid already.');
  const tooMany = chosen.some(({ lineId, left: { quantity: most } }) => {
    const count = quantities.get(lineId) ?? 0;
    return count < 0 || count > most || (count === 0 && most > 0);
  });
  if (tooMany) return refuse('tooMuch', 'More of an item is in this part than is left to pay.');
  if (chosen.length === 0) return refuse('nothingToPay', 'Choose what is in this part of the bill.');
  const pieces = chosen.map(({ lineId, left: of }) =>
    cutByQuantity(of, quantities.get(lineId) ?? quantity(0)),
  );
  const isAllMoney = sum(pieces.map(dueOf)) === sum(left.map((line) => dueOf(line.left)));
  // Whoever pays the last of the money takes what is free of charge as well: a bill that is paid leaves nothing behind.
  if (isAllMoney) return ok(left.map(({ lineId, left: of }) => ({ lineId, of, piece: of })));
  return ok(cutsOf(chosen, pieces));
}

type PartRefusal = {
  readonly ok: false;
  readonly code: 'tooMuch' | 'nothingToPay';
  readonly message: string;
};

function cutsOf(left: readonly LeftLine[], pieces: readonly Piece[]): Cut[] {
  return left.map(({ lineId, left: of }, index) => {
    return { lineId, of, piece: must(pieces[index] ?? null, 'every line is cut in two') };
  });
}

/** A share of a line's quantity takes the same share of its money. All of the quantity takes all of the money. */
export function cutByQuantity(of: Piece, wanted: Quantity): Piece {
  const rest = of.quantity - wanted;
  if (rest === 0) return of;
  return cut(of, firstOf(dueOf(of), wanted, rest), wanted, [wanted, rest]);
}

/**
 * Every line gives its share of the amount. The shares are differences of a running sum, so they sum to the amount
 * exactly, each at most a unit from its due, and none is more than its line.
 */
export function cutByAmount(left: readonly Piece[], amount: Money): Piece[] {
  const total = sum(left.map(dueOf));
  let soFar = 0;
  let taken = 0;
  return left.map((of) => {
    soFar += dueOf(of);
    const upTo = total === 0 ? 0 : share(amount, soFar, total);
    const due = money(upTo - taken);
    taken = upTo;
    const ratio = [amount, total - amount] as const;
    return cut(of, due, quantity(firstOf(money(of.quantity), ...ratio)), ratio);
  });
}

/** What is left of a piece when another was taken from it. */
export function lessPiece(of: Piece, taken: Piece): Piece {
  return {
    quantity: quantity(of.quantity - taken.quantity),
    total: subtract(of.total, taken.total),
    discount: subtract(of.discount, taken.discount),
    orderDiscount: subtract(of.orderDiscount, taken.orderDiscount),
    charge: subtract(of.charge, taken.charge),
    taxes: of.taxes.map((tax, index) => ({
      ...tax,
      base: subtract(tax.base, taken.taxes[index]?.base ?? noMoney),
      amount: subtract(tax.amount, taken.taxes[index]?.amount ?? noMoney),
    })),
  };
}

export function isNothing(piece: Piece): boolean {
  return piece.quantity === 0 && dueOf(piece) === 0 && piece.discount === 0 && piece.orderDiscount === 0;
}

/** A piece worth `due`. Its figures are that amount shared over what is left of each, so none is more than its own. */
function cut(of: Piece, due: Money, wanted: Quantity, ratio: readonly [number, number]): Piece {
  const onTop = of.taxes.filter((tax) => !tax.inclusive);
  const inside = of.taxes.filter((tax) => tax.inclusive);
  const [total = noMoney, charge = noMoney, ...added] = allocate(due, [
    of.total,
    of.charge,
    ...onTop.map((tax) => tax.amount),
  ]);
  // Base and inclusive taxes together are what is taxed of a line: its charge is in it or not, for all pieces alike.
  const isChargeTaxed = add(baseOf(of), ...inside.map((tax) => tax.amount)) > of.total;
  const taxed = isChargeTaxed ? add(total, charge) : total;
  const [base = noMoney, ...contained] = allocate(taxed, [baseOf(of), ...inside.map((tax) => tax.amount)]);
  const nextAdded = added.values();
  const nextContained = contained.values();
  return {
    quantity: wanted,
    total,
    charge,
    discount: firstOf(of.discount, ...ratio),
    orderDiscount: firstOf(of.orderDiscount, ...ratio),
    taxes: of.taxes.map((tax): TaxAmount => {
      const next = (tax.inclusive ? nextContained : nextAdded).next();
      return { ...tax, base, amount: next.value ?? noMoney };
    }),
  };
}

function baseOf(of: Piece): Money {
  return of.taxes[0]?.base ?? of.total;
}

/** The first share of an amount, split in this ratio by largest remainder. */
function firstOf(amount: Money, ...ratio: readonly [number, number]): Money {
  return allocate(amount, ratio)[0] ?? noMoney;
}
