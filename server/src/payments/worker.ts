import type { Refund } from '@galley/shared/domain/refund.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import { type AnyCommandOf, parseCommand } from '@galley/shared/wire/commands.ts';
import { type Event, eventSchema } from '@galley/shared/wire/events.ts';
import type { Answer } from '../messaging/answer.ts';
import type { Subscription } from '../messaging/bus.ts';
import type { WorkerContext } from '../messaging/rules.ts';
import { startWorker } from '../messaging/worker.ts';
import { PaymentBooks, type PaymentNeeds } from './books.ts';
import { cancelPayment } from './cancel-payment.ts';
import type { Gateway } from './gateway/gateway.ts';
import { newsOf } from './intent-books.ts';
import { startPursuing } from './pursue.ts';
import { requestPayment } from './request-payment.ts';
import { type SaleCompleted, saleCompleted } from './sale-completed.ts';
import { type SaleRefunded, saleRefunded } from './sale-refunded.ts';
import { type TipAdjusted, tipAdjusted } from './tip-adjusted.ts';
import { type ShiftClosed, shiftClosed } from './shift-closed.ts';

type AboutIntent = Extract<Event, { type: 'gatewayCalled' | 'intentMissed' }>;
type PaymentEvent = SaleCompleted | SaleRefunded | TipAdjusted | ShiftClosed | AboutIntent;
type Message = PaymentEvent | AnyCommandOf<'payments'>;

/**
 * Keeps the book of payments: reacts to what was sold and given back, holds each Z against it, and has the gateway take
 * and give back what goes through it.
 */
export async function startPayments(context: WorkerContext, gateway: Gateway): Promise<Subscription> {
  const pursuing = startPursuing(context, gateway);
  const worker = await startWorker<Message, PaymentBooks>(
    {
      name: 'payments',
      parse(payload) {
        const message: unknown = JSON.parse(payload);
        if (typeof message === 'object' && message !== null && 'mutation' in message)
          return parseCommand('payments', payload);
        const event = eventSchema.parse(message);
        if (!isPaymentEvent(event))
          throw new Error(`the payments worker does not know the event ${event.type}`);
        return event;
      },
      placeOf: () => null,
      open: (tx, messages) => PaymentBooks.open(tx, needsOf(messages)),
      apply(books, message, waitedMs): Answer {
        switch (message.type) {
          case 'saleCompleted':
            return saleCompleted(books, message);
          case 'saleRefunded':
            return saleRefunded(books, message);
          case 'tipAdjusted':
            return tipAdjusted(books, message);
          case 'shiftClosed':
            return shiftClosed(books, message, waitedMs);
          case 'requestPayment':
            return requestPayment(books, message);
          case 'cancelPayment':
            return cancelPayment(books, message, waitedMs);
          case 'gatewayCalled':
            books.intents.askSoon(message.data.reference);
            return { event: 'noted', data: { kind: 'gatewayCalled' }, flags: [] };
          case 'intentMissed': {
            const kept = books.intents.find(message.data.intentId);
            return { event: 'intentsChanged', data: { intents: kept ? [newsOf(kept)] : [] }, flags: [] };
          }
        }
      },
      save: (tx, books) => books.save(tx),
    },
    {
      ...context,
      wakeRelay() {
        context.wakeRelay();
        pursuing.wake();
      },
    },
  );
  return {
    async stop() {
      await worker.stop();
      await pursuing.stop();
    },
  };
}

const eventTypes: readonly string[] = [
  'saleCompleted',
  'saleRefunded',
  'tipAdjusted',
  'shiftClosed',
  'gatewayCalled',
  'intentMissed',
];

function isPaymentEvent(event: Event): event is PaymentEvent {
  return eventTypes.includes(event.type);
}

function needsOf(messages: readonly Message[]): PaymentNeeds {
  const records = messages.flatMap((message): readonly (Sale | Refund)[] => {
    if (message.type === 'saleCompleted') return [message.data.sale];
    return message.type === 'saleRefunded' ? [message.data.refund] : [];
  });
  const tenders = records.flatMap((record): readonly Pick<Tender, 'intentId'>[] => record.tenders);
  return {
    shiftIds: [
      ...records.map(({ shiftId }) => shiftId),
      ...messages.flatMap((message) =>
        message.type === 'tipAdjusted' ? [message.data.movement.shiftId] : [],
      ),
    ],
    closedShiftIds: messages.flatMap((message) =>
      message.type === 'shiftClosed' ? [message.data.report.shift.id] : [],
    ),
    intents: {
      ids: [
        ...tenders.flatMap(({ intentId }) => intentId ?? []),
        ...messages.flatMap((message) => {
          if (message.type === 'requestPayment') return [message.data.intent.id];
          return message.type === 'cancelPayment' || message.type === 'intentMissed'
            ? [message.data.intentId]
            : [];
        }),
      ],
      references: messages.flatMap((message) =>
        message.type === 'gatewayCalled' ? [message.data.reference] : [],
      ),
    },
  };
}
