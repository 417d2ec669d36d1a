import { type Refund, refundDifferenceOf, refundHashOf } from '@galley/shared/domain/refund.ts';
import { excessOf } from '@galley/shared/domain/remainder.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import { patienceMs } from '../messaging/rules.ts';
import type { SalesBooks } from './books.ts';
import { afterClose } from './close-shift.ts';
import { receiptFlags, takeItsPlace } from './receipt.ts';
import type { SalesCommand } from './worker.ts';

/**
 * A refund is a fact: the money is gone. It waits for its sale, which may be on its way from another till; after three
 * days it is stored without. More than what is left is stored whole and flagged with the figures [S17]. One that was typed
 * from a paper does not wait: what was typed may be no receipt at all, and the sale judges it when it comes.
 */
export function refundSale(
  books: SalesBooks,
  command: SalesCommand<'refundSale'>,
  waitedMs: number | null,
): Answer {
  const { refund } = command.data;
  // Driven again, it is answered again: what was odd about it has been told.
  if (books.knowsRefund(refund)) return { event: 'saleRefunded', data: { refund }, flags: [] };
  const sale = books.sale(refund.saleId);
  if (!sale && !refund.typed && (waitedMs ?? 0) < patienceMs) {
    // The receipts behind it do not wait, so it takes its place in their chain now.
    takeItsPlace(books, command, refund, true);
    return { waitFor: `sale ${refund.saleId}` };
  }
  const isLate = command.turn === null || waitedMs !== null;
  const flags = [...command.flags, ...figureFlags(books, command, sale)];
  const isWhole = refundHashOf(refund) === refund.hash;
  flags.push(...receiptFlags(books, command, refund, { isWhole, isLate }));
  books.addRefund(command.branchId, refund);
  const addendum = books.shifts.take(command.branchId, { kind: 'refund', record: refund });
  if (addendum && !addendum.counted) flags.push(afterClose(addendum, addendum.label));
  return { event: 'saleRefunded', data: { refund, addendum }, flags };
}

function figureFlags(
  books: SalesBooks,
  { branchId, data: { refund } }: SalesCommand<'refundSale'>,
  sale: Sale | null,
): Flag[] {
  const flags: Flag[] = [];
  const receiptNumber = refund.saleReceiptNumber;
  const difference = refundDifferenceOf(refund);
  if (difference) flags.push({ code: 'totalDiffers', detail: difference });
  if (!sale) return [...flags, { code: 'saleUnknown', detail: { receiptNumber } }];
  return [...flags, ...excessFlags(sale, books.refundsOf(branchId, sale), refund)];
}

/** More than what the refunds before it had left of the sale. */
function excessFlags(sale: Sale, earlier: readonly Refund[], refund: Refund): Flag[] {
  const excess = excessOf(sale, earlier, refund);
  if (!excess) return [];
  const { names, quantity, amount } = excess;
  const receiptNumber = refund.saleReceiptNumber;
  return [{ code: 'overRefund', detail: { receiptNumber, names: names.join(', '), quantity, amount } }];
}

/** Refunds that were booked while their sale was unknown are looked at again when it comes, one after the other [S17]. */
export function judgeRefunds(
  sale: Sale,
  refunds: readonly Refund[],
): { refundId: Refund['id']; flags: Flag[] }[] {
  return refunds.map((refund, index) => ({
    refundId: refund.id,
    flags: excessFlags(sale, refunds.slice(0, index), refund),
  }));
}
