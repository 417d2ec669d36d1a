import { amountOver, type Order, type OrderLine, withSold } from '@galley/shared/domain/order.ts';
import { differenceOf, hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { afterClose } from './close-shift.ts';
import { lateFlags, openOrder } from './change-order.ts';
import { judgeRefunds } from './refund-sale.ts';
import { receiptFlags } from './receipt.ts';
import type { SalesCommand } from './worker.ts';

/** A sale is a fact: it is stored as the till's paper has it, and flagged where the books see it otherwise [S1] [S14]. */
export function completeSale(
  books: SalesBooks,
  command: SalesCommand<'completeSale'>,
  waitedMs: number | null,
): Answer {
  const { branchId } = command;
  const { sale, order, round, tickets, lines } = command.data;
  // Driven again, it is answered again: what was odd about it has been told.
  const isKnown = books.knowsSale(branchId, sale);
  const flags = isKnown
    ? []
    : [...command.flags, ...book(books, command, command.turn === null || waitedMs !== null)];
  const addendum = isKnown ? undefined : books.shifts.take(branchId, { kind: 'sale', record: sale });
  if (addendum && !addendum.counted) flags.push(afterClose(addendum, addendum.label));
  const news = withSold(openOrder(order, lines ?? sale.lines.map(withoutTotals), round), sale.lines);
  const paid: Order = sale.part ? { ...news, parts: [partOf(sale, sale.part)] } : { ...news, status: 'paid' };
  const before = books.order(order.id)?.data;
  const told = books.mergeOrder(branchId, paid, tickets);
  if (!isKnown) flags.push(...lateFlags(before, told.order.data));
  const early = isKnown ? [] : judgeRefunds(sale, books.refundsOf(branchId, sale));
  const judged = early.length > 0 ? early : undefined;
  return { event: 'saleCompleted', data: { sale, ...told, tickets, addendum, judged }, flags };
}

/** Answers what a manager should see. */
function book(books: SalesBooks, command: SalesCommand<'completeSale'>, isLate: boolean): Flag[] {
  const { branchId } = command;
  const { sale } = command.data;
  const flags: Flag[] = [];
  const difference = differenceOf(sale);
  if (difference) flags.push({ code: 'totalDiffers', detail: difference });
  const isWhole = hashOf(sale) === sale.hash;
  flags.push(...receiptFlags(books, command, sale, { isWhole, isLate }));
  if (isPaidTwice(books.order(sale.orderId)?.data, sale)) {
    flags.push({ code: 'paidTwice', detail: { orderNumber: sale.orderNumber } });
  }
  const elsewhere = soldElsewhere(books, sale);
  if (elsewhere)
    flags.push({ code: 'lineSoldTwice', detail: { orderNumber: sale.orderNumber, ...elsewhere } });
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
  { whole, of }: NonNullable<Sale['part']>,
): NonNullable<Order['parts']>[number] {
  return { saleId: id, amount: total, whole, ...(of && { of }) };
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

/** Lines that were moved while this till was apart, and paid for with the order that they were moved to. */
function soldElsewhere(books: SalesBooks, sale: Sale): { names: string; other: string } | null {
  const order = books.order(sale.orderId)?.data;
  const twice = sale.lines.flatMap(({ id, name }) => {
    const home = order?.lines.find((line) => line.id === id)?.home;
    return home?.sold && home.orderId !== sale.orderId ? [{ name, home }] : [];
  });
  const [first] = twice;
  if (!first) return null;
  const other = books.order(first.home.orderId)?.data.number ?? '';
  return { names: twice.map(({ name }) => name).join(', '), other };
}
