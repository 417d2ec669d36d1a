import { lateLines } from '@galley/shared/domain/order.ts';
import type { OrderRow } from './rows.ts';

/** The row with the mark by which it is found among all that are paid, if it has lines that nobody paid for. */
export function withLateMark({ late: _before, ...row }: OrderRow): OrderRow {
  return row.status === 'paid' && lateLines(row).length > 0 ? { ...row, late: 1 } : row;
}
