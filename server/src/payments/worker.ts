import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { PaymentBooks, type PaymentNeeds } from './books.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';
import { type SaleRefunded, saleRefunded } from './sale-refunded.ts';
import { type ShiftClosed, shiftClosed } from './shift-closed.ts';

type PaymentEvent = SaleCompleted | SaleRefunded | ShiftClosed;

/** Keeps the book of payments: reacts to what was sold and given back, and holds each Z against it. */
export function startPayments(context: WorkerContext): Promise<Subscription> {
  return startWorker<PaymentEvent, PaymentBooks>(
    {
      name: 'payments',
      parse(payload) {
        const event = eventSchema.parse(JSON.parse(payload));
        if (!isPaymentEvent(event))
          throw new Error(`the payments worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: (tx, events) => PaymentBooks.open(tx, needsOf(events)),
      apply(books, event, waitedMs): Answer {
        switch (event.type) {
          case 'saleCompleted':
            return saleCompleted(books, event);
          case 'saleRefunded':
            return saleRefunded(books, event);
          case 'shiftClosed':
            return shiftClosed(books, event, waitedMs);
        }
      },
      save: (tx, books) => books.save(tx),
    },
    context,
  );
}

function isPaymentEvent(event: Event): event is PaymentEvent {
  return event.type === 'saleCompleted' || event.type === 'saleRefunded' || event.type === 'shiftClosed';
}

function needsOf(events: readonly PaymentEvent[]): PaymentNeeds {
  return {
    shiftIds: events.flatMap((event) => {
      if (event.type === 'shiftClosed') return [];
      return [event.type === 'saleCompleted' ? event.data.sale.shiftId : event.data.refund.shiftId];
    }),
    closedShiftIds: events.flatMap((event) =>
      event.type === 'shiftClosed' ? [event.data.report.shift.id] : [],
    ),
  };
}
