import { z } from 'zod';
import {
  intentIdSchema,
  orderIdSchema,
  organisationIdSchema,
  saleIdSchema,
  tillIdSchema,
} from '../values/ids.ts';
import { currencySchema, type Money, moneySchema, noMoney, subtract, sum } from '../values/money.ts';
import { instantSchema } from '../values/time.ts';

/** Why a gateway took no money. Words of our own: each gateway's codes are told in these. */
export const declineCodeSchema = z.enum([
  'INSUFFICIENT_FUNDS',
  'INVALID_CARD',
  'EXPIRED_CARD',
  'CARD_DECLINED',
  'AUTHENTICATION_REQUIRED',
  /** Its own fault, not the card's: the only one that may be tried again. */
  'GATEWAY_ERROR',
]);
export type DeclineCode = z.infer<typeof declineCodeSchema>;

/** Whether the same card may be asked again without anything having changed. */
export function mayRetry(code: DeclineCode): boolean {
  return code === 'GATEWAY_ERROR';
}

/**
 * What stands for a card: a gateway's own one-time name of it (`tok_visa_4242`, `pm_1N...`). Never a card number: no
 * run of digits in it is long enough to be one.
 */
export const paymentTokenSchema = z
  .string()
  .regex(/^(?:tok|pm)_[A-Za-z0-9_]{1,60}$/, 'a payment token begins with tok_ or pm_')
  .refine((text) => text.replace(/\D/g, '').length < 13, 'a payment token is never a card number');

/**
 * How far an intent has come, in the order in which it can only go forward: a word that comes late, twice or before
 * another changes nothing. Money that was taken outweighs whatever else is said.
 */
export const intentStates = ['created', 'unknown', 'declined', 'cancelled', 'authorised'] as const;
export type IntentState = (typeof intentStates)[number];
/** The same for money on its way back. A bank may send it back after all, so `failed` comes last. */
export const refundStates = ['created', 'unknown', 'refunded', 'failed'] as const;
export type RefundState = (typeof refundStates)[number];

/** The state after one more word about it. */
export function advance<S extends IntentState | RefundState>(order: readonly S[], state: S, told: S): S {
  return order.indexOf(told) > order.indexOf(state) ? told : state;
}

/** Money that goes back to the card. `id`: the refund's tender, or the intent itself where no sale came of it. */
const intentRefundSchema = z.object({
  id: z.uuid(),
  amount: moneySchema,
  state: z.enum(refundStates),
});

/** Money taken by a gateway, or to be taken: one for each time that somebody was asked to pay so. */
export const paymentIntentSchema = z.object({
  id: intentIdSchema,
  /** Null: not asked for at a till. */
  tillId: tillIdSchema.nullable(),
  orderId: orderIdSchema,
  amount: moneySchema.refine((amount) => amount > 0, 'nothing is not taken'),
  currency: currencySchema,
  state: z.enum(intentStates),
  askedAt: instantSchema,
  changedAt: instantSchema,
  /** Why it was declined. */
  code: declineCodeSchema.optional(),
  /** Whether somebody wanted it back before it was part of a sale. */
  unwanted: z.boolean().optional(),
  card: z.object({ brand: z.string(), last4: z.string().regex(/^\d{0,4}$/) }).optional(),
  /** The sale that it paid for. */
  saleId: saleIdSchema.optional(),
  refunds: z.array(intentRefundSchema).optional(),
});
export type PaymentIntent = z.infer<typeof paymentIntentSchema>;

/** What stands between an intent and being done with; null: nothing. The first is for a person's eyes at once. */
export type IntentTrouble = 'unknown' | 'refundUnknown' | 'refundFailed' | 'withoutSale';

export function troubleOf(intent: Pick<PaymentIntent, 'state' | 'saleId' | 'refunds'>): IntentTrouble | null {
  const { refunds = [] } = intent;
  if (intent.state === 'unknown') return 'unknown';
  if (refunds.some(({ state }) => state === 'failed')) return 'refundFailed';
  if (refunds.some(({ state }) => state === 'unknown')) return 'refundUnknown';
  const isPaid = intent.state === 'authorised' && intent.saleId === undefined;
  return isPaid && refunds.length === 0 ? 'withoutSale' : null;
}

/** Of what was taken that which nobody has asked back. */
export function keptOf({
  state,
  amount,
  refunds = [],
}: Pick<PaymentIntent, 'state' | 'amount' | 'refunds'>): Money {
  if (state !== 'authorised') return noMoney;
  const back = refunds.filter((refund) => refund.state !== 'failed');
  return subtract(amount, sum(back.map((refund) => refund.amount)));
}

/** What is asked of the gateway. `askedAt` is the server's time, as far as the till knows it. */
export const paymentRequestSchema = z.object({
  intent: paymentIntentSchema
    .pick({ id: true, orderId: true, amount: true, currency: true, askedAt: true })
    .extend({ organisationId: organisationIdSchema }),
  token: paymentTokenSchema,
});
export type PaymentRequest = z.infer<typeof paymentRequestSchema>;

/** How long a guest waits with a card in the hand: what the server hears of later is not charged any more. */
export const askedInVainMs = 60_000;
