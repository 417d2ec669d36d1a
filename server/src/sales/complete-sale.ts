import { differenceOf, hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { receiptFlags } from './receipt.ts';
import type { SalesCommand } from './worker.ts';

/** A sale is a fact: it is stored as the till's paper has it, and flagged where the books see it otherwise [S1] [S14]. */
export function completeSale(books: SalesBooks, command: SalesCommand<'completeSale'>): Answer {
  const { branchId } = command;
  const { sale, order, round, tickets } = command.data;
  // Driven again, it is answered again: what was odd about it has been told.
  const flags = books.knowsSale(branchId, sale) ? [] : [...command.flags, ...book(books, command)];
  const paid = { ...order, status: 'paid' as const, rounds: round, lines: sale.lines.map(withoutTotals) };
  const saved = books.mergeOrder(branchId, paid, tickets);
  return { event: 'saleCompleted', data: { sale, order: saved, tickets }, flags };
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
  if (books.order(sale.orderId)?.data.status === 'paid') {
    flags.push({ code: 'paidTwice', detail: { orderNumber: sale.orderNumber } });
  }
  books.addSale(branchId, sale);
  return flags;
}

function withoutTotals({ total: _total, discountAmount: _discount, ...line }: Sale['lines'][number]) {
  return line;
}
