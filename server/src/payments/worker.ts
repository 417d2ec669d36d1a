import { eventSchema } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { PaymentBooks } from './books.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';
import { type SaleRefunded, saleRefunded } from './sale-refunded.ts';

/** Keeps the book of payments: reacts to what was sold and given back. */
export function startPayments(context: WorkerContext): Promise<Subscription> {
  return startWorker<SaleCompleted | SaleRefunded, PaymentBooks>(
    {
      name: 'payments',
      consumers: { payments: 'evt.sales.saleCompleted.>', paymentsBack: 'evt.sales.saleRefunded.>' },
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (event.type !== 'saleCompleted' && event.type !== 'saleRefunded')
          throw new Error(`the payments worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: () => Promise.resolve(new PaymentBooks()),
      apply: (books, event): Answer =>
        event.type === 'saleCompleted' ? saleCompleted(books, event) : saleRefunded(books, event),
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}
