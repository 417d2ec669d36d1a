import type { GuestBill } from '@galley/shared/domain/guest-bill.ts';
import { formatAmount, type Money } from '@galley/shared/values/money.ts';
import { cut, documentOf, feed, line, row, rule, totalRow } from './blocks.ts';
import { type BranchPaper, branchHead } from './branch-paper.ts';
import type { PrintDocument } from './document.ts';
import { labelsFor } from './labels.ts';
import { paperTime } from './paper-time.ts';
import { saleLines, sumLines, taxLines } from './receipt.ts';

/** What guests will pay, and that this is no receipt: above and below, so that no half of it looks like one. */
export function billDocument(bill: GuestBill, branch: BranchPaper): PrintDocument {
  const labels = labelsFor(branch.language);
  const { day, time } = paperTime(bill.at, branch.timeZone);
  const amount = (value: Money): string => formatAmount(value, bill.currency);
  const place = bill.table ? `${labels.table} ${bill.table}` : labels.orderTypes[bill.orderType];
  const guests = bill.guests === 1 ? labels.guest : labels.guests;
  const title = bill.count > 1 ? `${labels.bill} ${bill.count}` : labels.bill;
  const mark = line(labels.notReceipt, { align: 'center', bold: true, size: 'tall' });
  return documentOf([
    ...branchHead(branch),
    line(title, { align: 'center', bold: true, size: 'large' }),
    mark,
    row(`${labels.order} ${bill.orderNumber} · ${place}`, day),
    row(bill.guests > 0 ? `${bill.by} · ${bill.guests} ${guests}` : bill.by, time),
    rule(),
    ...saleLines(bill.lines, labels, amount),
    rule(),
    ...sumLines(bill, labels, amount),
    ...taxLines(bill, labels, amount),
    totalRow(labels.total, bill.currency, amount(bill.total)),
    ...(bill.paid === undefined ? [] : [row(labels.paidAlready, amount(bill.paid))]),
    feed(),
    mark,
    cut,
  ]);
}
