import type { ShiftId } from '@galley/shared/values/ids.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { takeItsPlace } from './receipt.ts';
import type { SalesCommand } from './worker.ts';

/** What belongs to a shift. */
export type ShiftCommand =
  | SalesCommand<'completeSale'>
  | SalesCommand<'refundSale'>
  | SalesCommand<'moveCash' | 'adjustTip'>
  | SalesCommand<'closeShift'>;

/** What opened the shift comes from the log in half a minute, if it is there. */
const patienceMs = 60_000;

/**
 * A till that was enrolled again goes on in its open shift, but in a new line: what opened the shift stands in the old one,
 * and may be a lost message behind. What belongs to the shift waits for it, and is taken without it after a while [S13].
 * Within one line the shift has had its turn before; there nothing is waited for.
 */
export function waitForShift(
  books: SalesBooks,
  command: ShiftCommand,
  waitedMs: number | null,
): Extract<Answer, { waitFor: string }> | null {
  const shiftId = shiftOf(command);
  if (command.incarnation === 1 || books.shifts.knows(shiftId) || (waitedMs ?? 0) >= patienceMs) return null;
  // The receipts of the next shift do not wait, so it takes its place in their chain now.
  if (command.type === 'completeSale') takeItsPlace(books, command, command.data.sale, true);
  if (command.type === 'refundSale') takeItsPlace(books, command, command.data.refund, true);
  return { waitFor: `shift ${shiftId}` };
}

export function shiftOf(command: ShiftCommand): ShiftId {
  switch (command.type) {
    case 'completeSale':
      return command.data.sale.shiftId;
    case 'refundSale':
      return command.data.refund.shiftId;
    case 'moveCash':
    case 'adjustTip':
      return command.data.movement.shiftId;
    case 'closeShift':
      return command.data.report.shift.id;
  }
}
