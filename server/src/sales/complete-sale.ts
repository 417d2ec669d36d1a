import { amountOver, type Order, type OrderLine } from '@galley/shared/domain/order.ts';
import { differenceOf, hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { afterClose } from './close-shift.ts';
import { receiptFlags } from './receipt.ts';
import type { SalesCommand } from './worker.ts';

/** A sale is a fact: it is stored as the till's paper has it, and flagged where the books see it otherwise [S1] [S14]. */
export function completeSale(books: SalesBooks, command: SalesCommand<'completeSale'>): Answer {
  const { branchId } = command;
  const { sale, order, round, tickets, lines } = command.data;
  // Driven again, it is answered again: what was odd about it has been told.
  const isKnown = books.knowsSale(branchId, sale);
  const flags = isKnown ? [] : [...command.flags, ...book(books, command)];
  const addendum = isKnown ? undefined : books.shifts.take(branchId, { kind: 'sale', record: sale });
  if (addendum && !addendum.counted) flags.push(afterClose(addendum, addendum.label));
  const news = { ...order, rounds: round, lines: lines ?? sale.lines.map(withoutTotals) };
  const paid = sale.part
    ? { ...news, status: 'open' as const, parts: [partOf(sale, sale.part)] }
    : { ...news, status: 'paid' as const };
  const saved = books.mergeOrder(branchId, paid, tickets);
  return { event: 'saleCompleted', data: { sale, order: saved, tickets, addendum }, flags };
}

/** Answers what a manager should see. */
function book(books: SalesBooks, command: SalesCommand<'completeSale'>): Flag[] {
  const { branchId } = command;
  const { sale } = command.data;
  const flags: Flag[] = [];
  const difference = differenceOf(sale);
  if (difference) flags.push({ code: 'totalDiffers', detail: difference });
  const isWhole = hashOf(sale) === sale.hash;
  flags.push(...receiptFlags(books, command, sale, { isWhole, isLate: command.turn === null }));
  if (isPaidTwice(books.order(sale.orderId)?.data, sale)) {
    flags.push({ code: 'paidTwice', detail: { orderNumber: sale.orderNumber } });
  }
  books.addSale(branchId, sale);
  return flags;
}

/** Paid before, or in parts that are more than the whole with this one: two tills took money while apart [S15]. */
function isPaidTwice(order: Order | undefined, sale: Sale): boolean {
  if (!order) return false;
  if (order.status === 'paid') return true;
  const parts = order.parts ?? [];
  return sale.part ? amountOver([...parts, partOf(sale, sale.part)]) > 0 : parts.length > 0;
}

function partOf(
  { id, total }: Sale,
  { whole }: NonNullable<Sale['part']>,
): NonNullable<Order['parts']>[number] {
  return { saleId: id, amount: total, whole };
}

/** The order's line as it stood, without what its sale says of it. */
function withoutTotals(line: Sale['lines'][number]): OrderLine {
  const {
    total: _total,
    discountAmount: _discount,
    orderDiscountAmount: _orderDiscount,
    chargeAmount: _charge,
    left: _left,
    ...ordered
  } = line;
  return ordered;
}
