import { saleMovements } from '@galley/shared/domain/stock.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import { type StockBooks, stockMoved } from './books.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;

/** A sale takes what is there; what is not there is booked as a shortage and flagged, never refused [S16]. */
export function saleCompleted(books: StockBooks, event: SaleCompleted): Answer {
  const { sale } = event.data;
  const moved = books.move({
    branchId: event.branchId,
    quantities: saleMovements(sale.lines),
    reason: 'SALE',
    sourceId: sale.id,
    at: sale.paidAt,
  });
  const names = new Map(sale.lines.map((line) => [line.productId, line.name]));
  const flags = moved
    .filter((each) => each.short > 0)
    .map(({ data, short }): Flag => {
      return { code: 'stockShort', detail: { product: names.get(data.productId) ?? data.productId, short } };
    });
  return { event: 'stockMoved', data: stockMoved(moved), flags };
}
