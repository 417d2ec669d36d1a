import { eventSchema } from '@galley/shared/wire/events.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { StockBooks } from './books.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';

/** Keeps the stock: reacts to what was sold. */
export function startInventory(context: WorkerContext): Promise<Subscription> {
  return startWorker<SaleCompleted, StockBooks>(
    {
      name: 'inventory',
      subject: 'evt.sales.saleCompleted.>',
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (event.type !== 'saleCompleted')
          throw new Error(`the inventory worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: (tx, events) =>
        StockBooks.open(
          tx,
          events.flatMap(productsOf),
          events.map(({ data }) => data.sale.id),
        ),
      apply: saleCompleted,
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}

function productsOf({ branchId, data }: SaleCompleted) {
  return data.sale.lines.map(({ productId }) => ({ branchId, productId }));
}
