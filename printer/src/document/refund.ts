import { formatBack, type Refund } from '@galley/shared/domain/refund.ts';
import { formatAmount, type Money } from '@galley/shared/values/money.ts';
import { columns, cut, documentOf, feed, line, row, rule, span, totalRow } from './blocks.ts';
import { branchHead } from './branch-paper.ts';
import type { PrintDocument } from './document.ts';
import { labelsFor } from './labels.ts';
import { paperTime } from './paper-time.ts';
import type { ReceiptSetting } from './receipt.ts';
import { rateWords } from './rate-words.ts';

/** What a guest gets for money that went back: of which receipt, what, why, and how. It has a line to sign on. */
export function refundDocument(refund: Refund, setting: ReceiptSetting): PrintDocument {
  const { branch } = setting;
  const labels = labelsFor(branch.language);
  const { day, time } = paperTime(refund.refundedAt, branch.timeZone);
  const amount = (value: Money): string => formatAmount(value, refund.currency);
  return documentOf([
    ...branchHead(branch, setting.copy),
    line(labels.refund, { align: 'center', bold: true, size: 'large' }),
    row(`${labels.receipt} ${refund.receiptNumber}`, day),
    row(`${labels.refundOf} ${refund.saleReceiptNumber}`, time),
    ...(refund.typed ? [line(labels.typedFromPaper, { bold: true })] : []),
    line(`${labels.servedBy} ${refund.staffName}`),
    line(`${labels.reason}: ${refund.reason}`),
    rule(),
    ...refund.lines.map((each) => {
      const count = formatBack(each);
      return columns(
        { spans: [span(count)], width: Math.max(2, count.length) },
        { spans: [span(each.name)], width: 'fill' },
        { spans: [span(amount(each.amount))], width: 'exact', align: 'right' },
      );
    }),
    rule(),
    ...refund.taxes.map((tax) =>
      row(
        `${tax.name} ${rateWords(tax.rate)}${tax.inclusive ? ` ${labels.included}` : ''}`,
        amount(tax.amount),
      ),
    ),
    totalRow(labels.givenBack, refund.currency, amount(refund.total)),
    ...(refund.rounding === 0 ? [] : [row(labels.rounding, amount(refund.rounding))]),
    ...refund.tenders.map((tender) =>
      row(
        `${labels.tenders[tender.kind]}${tender.reference ? ` ${tender.reference}` : ''}`,
        amount(tender.amount),
      ),
    ),
    feed(2),
    line(`${labels.signature} ______________________`),
    cut,
  ]);
}
