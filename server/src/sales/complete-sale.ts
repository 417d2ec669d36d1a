import { differenceOf, hashOf, type Sale } from '@galley/shared/domain/sale.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

/** A sale is a fact: it is stored as the till's paper has it, and flagged where the books see it otherwise [S1] [S14]. */
export function completeSale(books: SalesBooks, command: SalesCommand<'completeSale'>): Answer {
  const { branchId, incarnation } = command;
  const { sale, order, round, tickets } = command.data;
  const flags = [...command.flags, ...flagsOf(sale)];
  const paidBefore = books.order(order.id)?.data.status === 'paid';
  const previousHash = books.addSale(branchId, incarnation, sale) ?? noHash;
  if (hashOf(sale) !== sale.hash || sale.previousHash !== previousHash) {
    flags.push({ code: 'receiptChainBroken', detail: { receiptNumber: sale.receiptNumber } });
  }
  if (!books.knowsShift(sale.shiftId)) {
    flags.push({ code: 'shiftUnknown', detail: { shiftId: sale.shiftId } });
  }
  if (paidBefore) flags.push({ code: 'paidTwice', detail: { orderNumber: sale.orderNumber } });
  const paid = { ...order, status: 'paid' as const, rounds: round, lines: sale.lines.map(withoutTotals) };
  const saved = books.mergeOrder(branchId, paid, tickets);
  return { event: 'saleCompleted', data: { sale, order: saved, tickets }, flags };
}

function flagsOf(sale: Sale): Flag[] {
  const difference = differenceOf(sale);
  return difference ? [{ code: 'totalDiffers', detail: difference }] : [];
}

function withoutTotals({ total: _total, discountAmount: _discount, ...line }: Sale['lines'][number]) {
  return line;
}
