import { add, type Money, money, noMoney } from '../values/money.ts';
import { must } from '../values/must.ts';
import { quantity } from '../values/quantity.ts';
import { type Result, ok, refuse } from '../values/result.ts';
import type { Branch } from './branch.ts';
import type { SaleCharge } from './charge.ts';
import { withoutPlace } from './line-home.ts';
import { liveLines, type Order, type OrderLine } from './order.ts';
import { cutByAmount, cutByQuantity, isNothing, type LeftLine, lessPiece, type Piece, takePart, type WantedPart } from './part.ts'; // prettier-ignore
import type { Sale, SaleLine, SaleRefusal } from './sale.ts';
import { addUp, type LineTotal, taxesOf, termsOf, type Totals, totalsOf } from './totals.ts';

/** What is to be paid, as a sale keeps it. */
export type Bill = {
  readonly lines: SaleLine[];
  readonly totals: Totals;
  readonly charge: Omit<SaleCharge, 'amount'> | undefined;
  readonly part: Sale['part'];
};

/** All of an order; or, where it is paid in parts, the wanted part of what is left, and without one all of that. */
export function decideBill(
  order: Order,
  branch: Pick<Branch, 'charges'>,
  earlier: readonly Sale[],
  wanted: WantedPart | undefined,
): Result<Bill, SaleRefusal> {
  const lines = billLines(order, earlier);
  if (lines.length === 0) return refuse('nothingToPay', `Order ${order.number} has no items to pay for.`);
  const bill = leftOf(order, branch, earlier);
  if (!wanted && earlier.length === 0)
    return ok({
      lines: bill.left.map(({ left }, index) => saleLine(lines[index], left)),
      totals: addUp(bill.left.map(({ left }) => left)),
      charge: bill.charge,
      part: undefined,
    });
  const all = bill.left.map(({ lineId, left }) => ({ lineId, quantity: left.quantity }));
  const cuts = takePart(bill.left, wanted ?? { by: 'lines', lines: all });
  if (!cuts.ok) return cuts;
  return ok({
    lines: cuts.value.map(({ lineId, piece, of }) => ({
      ...saleLine(lines.find(({ id }) => id === lineId), piece),
      left: lineLeft(of),
    })), // prettier-ignore
    totals: addUp(cuts.value.map(({ piece }) => piece)),
    charge: bill.charge,
    part: {
      number: earlier.length + 1,
      by: wanted?.by ?? 'lines',
      whole: bill.whole,
      of: lines.map(({ id }) => id),
    },
  });
}

/** The lines of the bill: all, or those of its first part. Figures that guests have paid by do not move with what comes later. */
function billLines(order: Order, earlier: readonly Sale[]): OrderLine[] {
  const known = earlier.flatMap(({ part }) => part?.of ?? []);
  const lines = liveLines(order);
  return known.length === 0 ? lines : lines.filter(({ id }) => known.includes(id));
}

/** What is left of an order's bill after its parts that are paid, line by line; `whole`: what all of it comes to. */
export function leftOf(
  order: Order,
  branch: Pick<Branch, 'charges'>,
  earlier: readonly Sale[],
): { readonly left: readonly LeftLine[]; readonly charge: Bill['charge']; readonly whole: Money } {
  const lines = billLines(order, earlier);
  // The first part decides what is charged: a branch may change its rules between two parts.
  const first = earlier[0];
  const charge = first ? first.charge : termsOf(order, branch).charge;
  const totals = totalsOf(lines, { discount: order.discount, charge });
  const left = lines.map((line, index): LeftLine => {
    const whole = { ...must(totals.lines[index], 'one total a line'), quantity: line.quantity };
    const paid = earlier.flatMap((sale) => piecesOf(sale).filter((piece) => piece.lineId === line.id));
    return {
      lineId: line.id,
      left: atLeastNothing(paid.reduce<Piece>((rest, { piece }) => lessPiece(rest, piece), whole)),
    };
  });
  return {
    left: earlier.length === 0 ? left : left.filter((line) => !isNothing(line.left)),
    charge: charge && { name: charge.name, rate: charge.rate, taxed: charge.taxed },
    whole: totals.total,
  };
}

/** Two tills that were apart may both have taken a part: then less than nothing is left of a line, which nobody pays. */
function atLeastNothing(piece: Piece): Piece {
  const floor = (amount: Money) => money(Math.max(amount, 0));
  return {
    quantity: quantity(Math.max(piece.quantity, 0)),
    total: floor(piece.total),
    discount: floor(piece.discount),
    orderDiscount: floor(piece.orderDiscount),
    charge: floor(piece.charge),
    taxes: piece.taxes.map((tax) => ({ ...tax, base: floor(tax.base), amount: floor(tax.amount) })),
  };
}

/** The pieces of its lines that a sale took. */
function piecesOf(sale: Sale): { readonly lineId: OrderLine['id']; readonly piece: Piece }[] {
  const taxes = lineTaxesOf(sale);
  return sale.lines.map((line, index) => {
    return { lineId: line.id, piece: { ...pieceOf(line), taxes: taxes[index] ?? [] } };
  });
}

/** The taxes of each line of a sale: in a part of a bill its share of the line's, else those of what it came to. */
export function lineTaxesOf(sale: Sale): LineTotal['taxes'][] {
  if (sale.part) return recompute(sale).lines.map(({ taxes }) => taxes);
  return sale.lines.map(({ total, chargeAmount = noMoney, taxes }) => {
    return taxesOf(sale.charge?.taxed ? add(total, chargeAmount) : total, taxes);
  });
}

/** What a sale comes to by its own snapshot [M12]. */
export function recompute(sale: Sale): Totals & { readonly lines: readonly Piece[] } {
  const pieces = recomputedPieces(sale);
  return { ...addUp(pieces), lines: pieces };
}

function recomputedPieces({ lines, discount, charge, part, total }: Sale): Piece[] {
  if (!part) {
    const totals = totalsOf(lines, { discount, charge }).lines;
    return lines.map((line, index) => {
      return { ...must(totals[index], 'one total a line'), quantity: line.quantity };
    });
  }
  const left = lines.map(leftPiece);
  if (part.by === 'amount') return cutByAmount(left, total);
  return left.map((of, index) => cutByQuantity(of, lines[index]?.quantity ?? quantity(0)));
}

/** The figures of a line as its sale tells them; of its taxes a sale tells only the sums. */
export function pieceOf(line: SaleLine): Piece {
  return {
    quantity: line.quantity,
    total: line.total,
    discount: line.discountAmount,
    orderDiscount: line.orderDiscountAmount ?? noMoney,
    charge: line.chargeAmount ?? noMoney,
    taxes: [],
  };
}

function saleLine(line: OrderLine | undefined, piece: Piece): SaleLine {
  return {
    ...withoutPlace(must(line, 'a bill is made of the live lines of its order')),
    quantity: piece.quantity,
    total: piece.total,
    discountAmount: piece.discount,
    ...optional(piece),
  };
}

function lineLeft(of: Piece): NonNullable<SaleLine['left']> {
  const { quantity: left, total, discount, taxes } = of;
  const figures = taxes.map(({ base, amount }) => ({ base, amount }));
  return { quantity: left, total, discountAmount: discount, ...optional(of), taxes: figures };
}

/** A figure that is nothing is left out, so that a plain sale is written as it always was. */
function optional({ orderDiscount, charge }: Piece): { orderDiscountAmount?: Money; chargeAmount?: Money } {
  return {
    ...(orderDiscount !== 0 && { orderDiscountAmount: orderDiscount }),
    ...(charge !== 0 && { chargeAmount: charge }),
  };
}

/** A line of a part without what was left of it is a line of which nothing was left. */
function leftPiece(line: SaleLine): Piece {
  const { left } = line;
  return {
    quantity: left?.quantity ?? quantity(0),
    total: left?.total ?? noMoney,
    discount: left?.discountAmount ?? noMoney,
    orderDiscount: left?.orderDiscountAmount ?? noMoney,
    charge: left?.chargeAmount ?? noMoney,
    taxes: line.taxes.map((tax, index) => ({
      ...tax,
      base: noMoney,
      amount: noMoney,
      ...left?.taxes[index],
    })),
  };
}
