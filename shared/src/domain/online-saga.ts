import { z } from 'zod';

/**
 * How an online order stands. `PENDING`: nobody cooks yet; `PAID`: the branch has it; `DELIVERED` and `CANCELLED` are ends.
 */
export const onlineStatuses = ['PENDING', 'PAID', 'DELIVERED', 'CANCELLED'] as const;
export const onlineStatusSchema = z.enum(onlineStatuses);
export type OnlineStatus = z.infer<typeof onlineStatusSchema>;

/** Why an order was cancelled. */
export const cancelCodeSchema = z.enum(['soldOut', 'declined', 'timedOut', 'refused']);
export type CancelCode = z.infer<typeof cancelCodeSchema>;

/** All that the saga has to remember: the guest's status, and how far the two other services are. */
export const sagaSchema = z.object({
  status: onlineStatusSchema,
  /** `asked` and `releasing` wait for the inventory; `sold`: the sale took what was held. */
  stock: z.enum(['asked', 'held', 'refused', 'releasing', 'released', 'sold']),
  /** `asked`, `ending` and `refunding` wait for the payments worker; `ended`: nothing was taken, and nothing will be. */
  payment: z.enum(['none', 'asked', 'paid', 'declined', 'ending', 'ended', 'refunding', 'refunded']),
  cancelled: cancelCodeSchema.optional(),
});
export type Saga = z.infer<typeof sagaSchema>;

/** What the saga hears: answers of the other services, its own clock, and what the branch says. */
export const sagaInputs = [
  'stockReserved', 'stockRefused', 'stockReleased',
  'paymentTaken', 'paymentDeclined', 'paymentEnded', 'paymentRefunded',
  'timedOut', 'delivered', 'refused',
] as const; // prettier-ignore
export type SagaInput = (typeof sagaInputs)[number];

/**
 * What it wants done. `book` makes the sale and tells everybody; `unbook` gives the whole sale back in the books, on which
 * the payments worker gives back the money and the inventory takes back the goods. The others are asked of those two, who
 * do the same thing once however often they are asked.
 */
export type SagaAsk =
  | 'reserveStock'
  | 'releaseStock'
  | 'takePayment'
  | 'endPayment'
  | 'refundPayment'
  | 'book'
  | 'unbook';

export type SagaStep = { readonly saga: Saga; readonly asks: readonly SagaAsk[] };

/** An order that has just come: its goods are asked for first, because a refusal of them costs nobody money. */
export const begun: SagaStep = {
  saga: { status: 'PENDING', stock: 'asked', payment: 'none' },
  asks: ['reserveStock'],
};

/**
 * The whole saga. Whatever does not fit the state (a repeat, an answer that comes late or out of its order) changes
 * nothing, with one exception: money that was taken for an order which is cancelled always goes back.
 */
export function stepSaga(saga: Saga, input: SagaInput): SagaStep {
  switch (saga.status) {
    case 'PENDING':
      return stepPending(saga, input);
    case 'PAID':
      if (input === 'delivered') return { saga: { ...saga, status: 'DELIVERED' }, asks: [] };
      if (input === 'refused') {
        const refused = { status: 'CANCELLED', payment: 'refunding', cancelled: 'refused' } as const;
        return { saga: { ...saga, ...refused }, asks: ['unbook'] };
      }
      return { saga, asks: [] };
    case 'DELIVERED':
      return { saga, asks: [] };
    case 'CANCELLED':
      return stepCancelled(saga, input);
  }
}

function stepPending(saga: Saga, input: SagaInput): SagaStep {
  if (input === 'timedOut') return cancel(saga, 'timedOut');
  if (saga.stock === 'asked') {
    if (input === 'stockRefused') return cancel({ ...saga, stock: 'refused' }, 'soldOut');
    if (input === 'stockReserved')
      return { saga: { ...saga, stock: 'held', payment: 'asked' }, asks: ['takePayment'] };
    return { saga, asks: [] };
  }
  if (input === 'paymentDeclined') return cancel({ ...saga, payment: 'declined' }, 'declined');
  if (input === 'paymentTaken')
    return { saga: { ...saga, status: 'PAID', stock: 'sold', payment: 'paid' }, asks: ['book'] };
  return { saga, asks: [] };
}

/** What is held or may yet be held is released; a payment that is on its way is ended, or found to be taken. */
function cancel(saga: Saga, cancelled: CancelCode): SagaStep {
  const releases = saga.stock === 'asked' || saga.stock === 'held';
  const ends = saga.payment === 'asked';
  return {
    saga: {
      status: 'CANCELLED',
      stock: releases ? 'releasing' : saga.stock,
      payment: ends ? 'ending' : saga.payment,
      cancelled,
    },
    asks: [...(releases ? (['releaseStock'] as const) : []), ...(ends ? (['endPayment'] as const) : [])],
  };
}

function stepCancelled(saga: Saga, input: SagaInput): SagaStep {
  if (input === 'stockReleased' && saga.stock === 'releasing')
    return { saga: { ...saga, stock: 'released' }, asks: [] };
  // Its sale was given back, so a repeat of how it was paid is no news.
  const isRefunded = saga.payment === 'refunding' || saga.payment === 'refunded';
  if (input === 'paymentTaken' && !isRefunded && saga.payment !== 'none')
    return { saga: { ...saga, payment: 'refunding' }, asks: ['refundPayment'] };
  if (input === 'paymentEnded' && saga.payment === 'ending')
    return { saga: { ...saga, payment: 'ended' }, asks: [] };
  if (input === 'paymentRefunded' && saga.payment === 'refunding')
    return { saga: { ...saga, payment: 'refunded' }, asks: [] };
  return { saga, asks: [] };
}

/** What was asked and not answered yet: asked again after a while, because a courier may forget [S11]. */
export function unanswered(saga: Saga): SagaAsk[] {
  const asks: SagaAsk[] = [];
  if (saga.stock === 'asked') asks.push('reserveStock');
  if (saga.stock === 'releasing') asks.push('releaseStock');
  if (saga.payment === 'asked') asks.push('takePayment');
  if (saga.payment === 'ending') asks.push('endPayment');
  if (saga.payment === 'refunding') asks.push(saga.cancelled === 'refused' ? 'unbook' : 'refundPayment');
  return asks;
}
