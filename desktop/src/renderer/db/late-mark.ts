import { lateLines } from '@galley/shared/domain/order.ts';
import type { OrderRow } from './rows.ts';

/** The row with the mark by which it is found among all the others, if it has lines that came too late to be on its bill. */
export function withLateMark({ late: _before, ...row }: OrderRow): OrderRow {
  return lateLines(row).length > 0 ? { ...row, late: 1 } : row;
}
