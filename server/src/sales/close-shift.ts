import { addendumOf, type LateRecord } from '@galley/shared/domain/addendum.ts';
import { isInRanges, missingFrom } from '@galley/shared/domain/receipt-range.ts';
import { figuresDifferenceOf, type ShiftRecords } from '@galley/shared/domain/shift-figures.ts';
import { breaksOf, cashDifferenceOf } from '@galley/shared/domain/z-chain.ts';
import { receiptNumbersOf, type ZReport } from '@galley/shared/domain/z-report.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { ShiftBooks } from './shift-books.ts';
import type { SalesBooks } from './books.ts';
import type { SalesCommand } from './worker.ts';

/**
 * A Z is a fact: it is on paper. It is kept as it is, added up again from the records that it names [M12], and flagged
 * where these say otherwise, where some have not arrived, or where it does not follow the till's last one.
 */
export function closeShift({ shifts }: SalesBooks, command: SalesCommand<'closeShift'>): Answer {
  const { branchId } = command;
  const { report } = command.data;
  const { shift } = report;
  const state = { revision: 2, data: { ...shift, closedAt: report.closedAt } };
  const known = shifts.reportsOf(shift.id);
  // Driven again, it is answered again: what was odd about it has been told.
  if (known.some(({ id }) => id === report.id))
    return { event: 'shiftClosed', data: { report, shift: state, addenda: [] }, flags: [] };
  const records = shifts.recordsOf(shift.id);
  const { named, others } = split(report, records);
  const flags = [...command.flags, ...chainFlags(shifts, report), ...figureFlags(report, named)];
  if (!shifts.knows(shift.id)) flags.push({ code: 'shiftUnknown', detail: { shiftId: shift.id } });
  if (known.length > 0) flags.push({ code: 'shiftClosedTwice', detail: { zNumber: report.zNumber } });
  shifts.close(branchId, report);
  // What stands beside a first Z of the shift stands there already.
  const beside = known.length > 0 ? [] : others;
  const addenda = beside.map((late) => shifts.add(branchId, addendumOf(report, late)));
  for (const { label } of addenda) flags.push(afterClose(report, label));
  return { event: 'shiftClosed', data: { report, shift: state, addenda }, flags };
}

/** A record that no Z has counted needs a manager's eye. */
export function afterClose({ zNumber }: Pick<ZReport, 'zNumber'>, label: string): Flag {
  return { code: 'afterClose', detail: { zNumber, label } };
}

/** The shift's records that the Z names, and those that it knows nothing of. */
function split(
  report: ZReport,
  { sales, refunds, movements }: ShiftRecords,
): { readonly named: ShiftRecords; readonly others: readonly LateRecord[] } {
  const inReport = ({ receiptNumber }: { readonly receiptNumber: string }) =>
    isInRanges(report.receipts, receiptNumber);
  const moved = new Set<string>(report.cashMovements);
  const late: LateRecord[] = [
    ...sales.filter((sale) => !inReport(sale)).map((record) => ({ kind: 'sale' as const, record })),
    ...refunds.filter((refund) => !inReport(refund)).map((record) => ({ kind: 'refund' as const, record })),
    ...movements
      .filter(({ id }) => !moved.has(id))
      .map((record) => ({ kind: 'cashMovement' as const, record })),
  ];
  const named = {
    sales: sales.filter(inReport),
    refunds: refunds.filter(inReport),
    movements: movements.filter(({ id }) => moved.has(id)),
  };
  return { named, others: late };
}

/** How many missing numbers the words of a flag name. */
const namedAtMost = 20;

function figureFlags(report: ZReport, named: ShiftRecords): Flag[] {
  const { zNumber } = report;
  const missing = missingFrom(report.receipts, receiptNumbersOf(named));
  const count = missing.length + report.cashMovements.length - named.movements.length;
  if (count > 0) {
    const receipts = missing.slice(0, namedAtMost).join(', ');
    return [{ code: 'zIncomplete', detail: { zNumber, count, receipts } }];
  }
  const difference = figuresDifferenceOf(report.figures, named) ?? cashDifferenceOf(report);
  return difference ? [{ code: 'zDiffers', detail: { zNumber, ...difference } }] : [];
}

function chainFlags(shifts: ShiftBooks, report: ZReport): Flag[] {
  const { zNumber, sequence, previousHash, shift } = report;
  const before = shifts.reportsAt(shift.tillId, sequence - 1);
  const previous = before.find(({ hash }) => hash === previousHash) ?? before[0] ?? null;
  const breaks = breaksOf(report, previous).filter(({ what }) => what !== 'sums');
  const takesAnother = shifts.reportsAt(shift.tillId, sequence).length > 0;
  return breaks.length > 0 || takesAnother ? [{ code: 'zChainBroken', detail: { zNumber } }] : [];
}
