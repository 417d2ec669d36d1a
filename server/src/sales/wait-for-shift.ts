import type { ShiftId } from '@galley/shared/values/ids.ts';
import type { AnyCommandOf } from '@galley/shared/wire/commands.ts';
import type { Answer } from '../messaging/answer.ts';
import type { SalesBooks } from './books.ts';
import { takeItsPlace } from './receipt.ts';

/** What opened the shift comes from the log in half a minute, if it is there. */
const patienceMs = 60_000;

/**
 * A till that was enrolled again goes on in its open shift, but in a new line: what opened the shift stands in the old one,
 * and may be a lost message behind. What belongs to the shift waits for it, and is taken without it after a while [S13].
 * Within one line the shift has had its turn before; there nothing is waited for.
 */
export function waitForShift(
  books: SalesBooks,
  command: AnyCommandOf<'sales'>,
  shiftIds: readonly ShiftId[],
  waitedMs: number | null,
): Extract<Answer, { waitFor: string }> | null {
  if (command.incarnation === 1 || (waitedMs ?? 0) >= patienceMs) return null;
  const unknown = shiftIds.find((id) => !books.shifts.knows(id));
  if (unknown === undefined) return null;
  // The receipts of the next shift do not wait, so it takes its place in their chain now.
  if (command.type === 'completeSale') takeItsPlace(books, command, command.data.sale, true);
  if (command.type === 'refundSale') takeItsPlace(books, command, command.data.refund, true);
  return { waitFor: `shift ${unknown}` };
}
