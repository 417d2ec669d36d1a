import { saleMovements } from '@galley/shared/domain/stock.ts';
import { must } from '@galley/shared/values/must.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { StockBooks } from './books.ts';

export type SaleCompleted = Extract<Event, { type: 'saleCompleted' }>;

/** A sale takes what is there; what is not there is booked as a shortage and flagged, never refused [S16]. */
export function saleCompleted(books: StockBooks, event: SaleCompleted): Answer {
  const { sale } = event.data;
  const sold = saleMovements(sale.lines);
  const moved = books.move({
    branchId: event.branchId,
    quantities: sold,
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
  return {
    event: 'stockMoved',
    data: {
      levels: moved.map(({ revision, data }) => ({ revision, data })),
      movements: moved.map(({ data }) => ({
        productId: data.productId,
        quantity: must(sold.get(data.productId), 'only what was sold has moved'),
      })),
    },
    flags,
  };
}
