import { eventSchema } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { StockBooks } from './books.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';
import { type SaleRefunded, saleRefunded } from './sale-refunded.ts';

/** Keeps the stock: reacts to what was sold and brought back. */
export function startInventory(context: WorkerContext): Promise<Subscription> {
  return startWorker<SaleCompleted | SaleRefunded, StockBooks>(
    {
      name: 'inventory',
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (event.type !== 'saleCompleted' && event.type !== 'saleRefunded')
          throw new Error(`the inventory worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: (tx, events) =>
        StockBooks.open(
          tx,
          events.flatMap((event) =>
            sourceOf(event).lines.map(({ productId }) => ({ branchId: event.branchId, productId })),
          ),
          events.map((event) => sourceOf(event).id),
        ),
      apply: (books, event): Answer =>
        event.type === 'saleCompleted' ? saleCompleted(books, event) : saleRefunded(books, event),
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}

/** The document whose lines move stock. */
function sourceOf({ type, data }: SaleCompleted | SaleRefunded) {
  return type === 'saleCompleted' ? data.sale : data.refund;
}
