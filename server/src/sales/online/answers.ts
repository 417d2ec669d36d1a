import type { Saga, SagaInput } from '@galley/shared/domain/online-saga.ts';
import type { DeclineCode, PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import { type OrderId, orderIdSchema } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { Event } from '@galley/shared/wire/events.ts';
import type { Answer } from '../../messaging/answer.ts';
import type { SalesBooks } from '../books.ts';
import { hear, sendsOf } from './hear.ts';
import { onlineIntentId } from './stored.ts';

/** What the other services say that a saga may have asked for. */
export type SagaEvent = Extract<
  Event,
  { type: 'stockReserved' | 'stockReleased' | 'stockRefused' | 'intentsChanged' }
>;

export function isSagaEvent(event: Event): event is SagaEvent {
  return ['stockReserved', 'stockReleased', 'stockRefused', 'intentsChanged'].includes(event.type);
}

/** The orders that an event may be about. A till's payment is about one, too, that no saga knows. */
export function ordersOf(event: SagaEvent): OrderId[] {
  switch (event.type) {
    case 'stockReserved':
    case 'stockReleased':
      return [orderIdSchema.parse(event.data.reservationId)];
    case 'stockRefused': {
      const { refusal } = event.data;
      return 'reservationId' in refusal ? [orderIdSchema.parse(refusal.reservationId)] : [];
    }
    case 'intentsChanged':
      return event.data.intents.map(({ data }) => data.orderId);
  }
}

/** Moves the sagas that it is about. */
export function hearEvent(books: SalesBooks, event: SagaEvent): Answer {
  const at = instant(Date.now());
  const sends = ordersOf(event).flatMap((id) => {
    const stored = books.online.find(id);
    if (!stored) return [];
    const intent = intentOf(id, event);
    const input =
      event.type === 'intentsChanged' ? intent && inputOfIntent(stored.data.saga, intent) : event.type;
    if (!input) return [];
    const decline = intent && declineOf(intent);
    return sendsOf(hear(books, id, input, at, decline ? { decline } : {}), stored.data, event.id);
  });
  return { sends };
}

function intentOf(id: OrderId, event: SagaEvent): PaymentIntent | null {
  if (event.type !== 'intentsChanged') return null;
  return event.data.intents.find(({ data }) => data.id === onlineIntentId(id))?.data ?? null;
}

/** Why no money was taken. A payment that was given up before the gateway was reached has seen no card, either. */
function declineOf({ state, code }: PaymentIntent): DeclineCode | null {
  return state === 'cancelled' ? 'GATEWAY_ERROR' : state === 'declined' ? (code ?? null) : null;
}

/**
 * What an intent's state means to the saga that waits for it. One that was cancelled while the saga still wanted it was
 * asked for too late: nothing was taken, as when it is declined. One that is declined takes no money any more, either.
 */
export function inputOfIntent(saga: Saga, { state, refunds = [] }: PaymentIntent): SagaInput | null {
  switch (state) {
    case 'created':
    case 'unknown':
      return null;
    case 'declined':
    case 'cancelled':
      return saga.payment === 'asked' ? 'paymentDeclined' : 'paymentEnded';
    case 'authorised': {
      const isBack = refunds.length > 0 && refunds.every((refund) => refund.state === 'refunded');
      return isBack && saga.payment === 'refunding' ? 'paymentRefunded' : 'paymentTaken';
    }
  }
}
