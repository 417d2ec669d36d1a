import type { OnlineOrder } from '@galley/shared/domain/online-order.ts';
import {
  type CancelCode,
  type Saga,
  type SagaInput,
  stepSaga,
  unanswered,
} from '@galley/shared/domain/online-saga.ts';
import { type DeclineCode, mayRetry } from '@galley/shared/domain/payment-intent.ts';
import type { Sale } from '@galley/shared/domain/sale.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { Flag } from '@galley/shared/wire/commands.ts';
import { mailPaperOf } from '@galley/shared/wire/mail.ts';
import type { EventAnswer } from '../../messaging/answer.ts';
import type { OutboxMessage } from '../../messaging/outbox.ts';
import type { SalesBooks } from '../books.ts';
import { bookSale, unbookSale } from './book-sale.ts';
import { requestMessage } from './requests.ts';
import { tellMessage } from './tell.ts';
import { type OnlineData, type StoredOnline, viewOf } from './stored.ts';

/** What came of an input: what is told of it, and what is asked of others. */
export type Heard = { readonly answer: EventAnswer; readonly requests: readonly OutboxMessage[] };

/** What came with an input: why the branch refuses the order, and in which command; why the gateway took nothing. */
export type Said = {
  readonly refusal?: { readonly reason: string; readonly by: string };
  readonly decline?: DeclineCode;
};

/**
 * One step of an order's saga, in the transaction of the message that it comes from. Null: the order is not known here,
 * or it changes nothing.
 */
export function hear(
  books: SalesBooks,
  id: OrderId,
  input: SagaInput,
  at: Instant,
  said: Said = {},
): Heard | null {
  const stored = books.online.find(id);
  if (!stored) return null;
  const { refusal } = said;
  const { saga, asks } = stepSaga(stored.data.saga, input);
  if (saga === stored.data.saga) return null;
  let data: OnlineData = {
    ...stored.data,
    saga,
    told: tell(stored.data.told, saga, at, said),
    ...(refusal && { refusedBy: refusal.by }),
    paymentToken: saga.status === 'PENDING' ? stored.data.paymentToken : null,
  };
  const requests: OutboxMessage[] = [];
  let answer: EventAnswer | null = null;
  let sale: Sale | null = null;
  for (const ask of asks) {
    if (ask === 'book') {
      const booked = bookSale(books, data, at);
      const { order, tickets } = booked;
      sale = booked.sale;
      const { receiptNumber, paidAt } = sale;
      data = { ...data, told: { ...data.told, saleId: sale.id, receiptNumber, paidAt } };
      const told = { sale, order, tickets: [...tickets], onlineOrder: put(books, data, at) };
      answer = { event: 'saleCompleted', data: told, flags: [] };
    } else if (ask === 'unbook') {
      const refund = unbookSale(books, data, refusal?.reason ?? '', at);
      const onlineOrder = put(books, data, at);
      if (refund) answer = { event: 'saleRefunded', data: { refund, onlineOrder }, flags: [] };
    } else requests.push(requestMessage(ask, data, at));
  }
  if (saga.status !== stored.data.saga.status) mailGuest(books, data, stored.revision + 1, sale);
  return { answer: answer ?? changed(put(books, data, at)), requests };
}

/** As messages of the saga's own: nobody waits for an answer to what it has heard. */
export function sendsOf(heard: Heard | null, data: OnlineData, cause: string): OutboxMessage[] {
  if (!heard) return [];
  return [...heard.requests, tellMessage(heard.answer, data, `${cause} in the saga`)];
}

/** The guest hears by mail, if wanted, that the order is paid or cancelled. */
function mailGuest(books: SalesBooks, data: OnlineData, revision: number, sale: Sale | null): void {
  const { email: to, told, branch } = data;
  const order = viewOf(told, revision);
  if (to === undefined || (order.status !== 'PAID' && order.status !== 'CANCELLED')) return;
  const answer: EventAnswer = {
    event: 'guestMailAsked',
    data: { to, order, sale, paper: mailPaperOf(branch) },
    flags: [],
  };
  books.online.send(tellMessage(answer, data, `mail that it is ${order.status}`));
}

export function changed(onlineOrder: OnlineState, flags: readonly Flag[] = []): EventAnswer {
  return { event: 'onlineOrderChanged', data: { onlineOrder }, flags };
}

export type OnlineState = { readonly revision: number; readonly data: OnlineOrder };

/** Keeps it, and answers how the branch is told of it. */
export function put(books: SalesBooks, data: OnlineData, at: Instant): OnlineState {
  return stateOf(books.online.put(data.order.id, data, nextLook(data, 0, at)));
}

export function stateOf({ revision, data }: StoredOnline): OnlineState {
  return { revision, data: data.told };
}

/** A guest waits, and then the kitchen: what a killed process had in its hands is asked for again at once. */
const firstLookMs = 5000;
const longestLookMs = 10 * 60_000;
/** How often a paid or cancelled order is told again, without a word from anybody: what a courier may forget, it forgets in minutes. */
const tellings = 9;

/** When the sweeper looks again: at the guest's deadline, and after growing times for as long as something is not answered. */
export function nextLook(data: OnlineData, drives: number, at: Instant): string | null {
  const { saga, deadlineAt } = data;
  const again = instant(Date.parse(at) + Math.min(firstLookMs * 2 ** Math.min(drives, 8), longestLookMs));
  if (saga.status === 'PENDING') return again < deadlineAt ? again : deadlineAt;
  if (unanswered(saga).length > 0) return again;
  return saga.status !== 'DELIVERED' && drives < tellings ? again : null;
}

const reasons: Readonly<Record<Exclude<CancelCode, 'refused'>, string>> = {
  soldOut: 'Something in it is sold out.',
  declined: 'The payment was declined.',
  timedOut: 'It was not paid in time.',
};
const mayOrderAgain = 'The payment could not be made, and nothing was taken. Please order again.';

/** What guest and branch are told of the saga. */
function tell(before: OnlineOrder, saga: Saga, at: Instant, { refusal, decline }: Said): OnlineOrder {
  const { status, payment, cancelled: code } = saga;
  const isNew = status !== before.status;
  const { fullPhone, ...known } = before;
  const isOver = status === 'DELIVERED' || status === 'CANCELLED';
  return {
    ...known,
    ...(fullPhone !== undefined && !isOver && { fullPhone }),
    status,
    deliveredAt: isNew && status === 'DELIVERED' ? at : before.deliveredAt,
    cancelled: isNew && code ? { code, reason: why(code), at, ...(code === 'declined' && decline && { decline }) } : before.cancelled, // prettier-ignore
    refund: payment === 'refunded' ? 'done' : payment === 'refunding' ? 'due' : before.refund,
  };

  function why(cause: CancelCode): string {
    if (cause === 'refused') return refusal?.reason ?? '';
    return cause === 'declined' && decline && mayRetry(decline) ? mayOrderAgain : reasons[cause];
  }
}
