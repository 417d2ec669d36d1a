import type { CashMovement } from '@galley/shared/domain/cash-movement.ts';
import { formatAmount } from '@galley/shared/values/money.ts';
import { cut, documentOf, feed, line, row, rule } from './blocks.ts';
import type { PrintDocument } from './document.ts';
import { englishLabels } from './labels.ts';
import { paperTime } from './paper-time.ts';
import type { ReportSetting } from './shift-report.ts';

/** Lies in the drawer in place of the cash that went out, or beside what came in. */
export function cashSlipDocument(movement: CashMovement, setting: ReportSetting): PrintDocument {
  const labels = setting.labels ?? englishLabels;
  const { day, time } = paperTime(movement.movedAt, setting.branch.timeZone);
  const words = {
    in: labels.cashIn,
    out: labels.cashOut,
    drop: labels.cashDrop,
    noSale: labels.noSale,
    tip: labels.tip,
  };
  return documentOf([
    line(words[movement.kind], { align: 'center', bold: true, size: 'large' }),
    row(setting.till, `${day} ${time}`),
    rule(),
    row(movement.currency, formatAmount(movement.amount, movement.currency), { bold: true, size: 'large' }),
    line(`${labels.reason}: ${movement.reason}`),
    line(movement.staffName),
    feed(2),
    line(`${labels.signature} ______________________`),
    cut,
  ]);
}
