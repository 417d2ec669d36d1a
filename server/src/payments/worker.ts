import { eventSchema } from '@galley/shared/wire/events.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { PaymentBooks } from './books.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';

/** Keeps the book of payments: reacts to what was sold. */
export function startPayments(context: WorkerContext): Promise<Subscription> {
  return startWorker<SaleCompleted, PaymentBooks>(
    {
      name: 'payments',
      subject: 'evt.sales.saleCompleted.>',
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (event.type !== 'saleCompleted')
          throw new Error(`the payments worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: () => Promise.resolve(new PaymentBooks()),
      apply: saleCompleted,
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}
