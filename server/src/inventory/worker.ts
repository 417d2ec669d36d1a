import { eventSchema } from '@galley/shared/wire/events.ts';
import type { Subscription } from '../messaging/bus.ts';
import { startWorker, type WorkerContext } from '../messaging/worker.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';

/** Keeps the stock: reacts to what was sold. */
export function startInventory(context: WorkerContext): Promise<Subscription> {
  return startWorker<SaleCompleted>(
    {
      name: 'inventory',
      subject: 'evt.sales.saleCompleted.>',
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (event.type !== 'saleCompleted')
          throw new Error(`the inventory worker does not know the event ${event.type}`);
        return event;
      },
      apply: saleCompleted,
      placeOf: () => null,
    },
    context,
  );
}
