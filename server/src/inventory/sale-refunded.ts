import { refundMovements } from '@galley/shared/domain/stock.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import { type StockBooks, stockMoved } from './books.ts';

export type SaleRefunded = Extract<Event, { type: 'saleRefunded' }>;

/** What goes back to the shelf repays the shortage first; what was eaten or spoilt moves nothing [S16] [S17]. */
export function saleRefunded(books: StockBooks, event: SaleRefunded): Answer {
  const { id, lines, refundedAt } = event.data.refund;
  const moved = books.move({
    branchId: event.branchId,
    quantities: refundMovements(lines),
    reason: 'REFUND',
    sourceId: id,
    at: refundedAt,
  });
  return { event: 'stockMoved', data: stockMoved(moved), flags: [] };
}
