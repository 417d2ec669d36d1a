import { Stripe } from 'stripe';
import type { DeclineCode } from '@galley/shared/domain/payment-intent.ts';
import type { Currency, Money } from '@galley/shared/values/money.ts';
import type { Declined, Ended, Found, Gateway, Opened, Outcome, Refunded, Unknown } from './gateway.ts';

export type StripeOptions = {
  readonly secretKey: string;
  readonly timeoutMs?: number;
  /** Where Stripe's API is, if it is not Stripe's own. */
  readonly at?: { readonly host: string; readonly port: number; readonly protocol: 'http' };
};

const timeoutMs = 20_000;
/** A receipt's words for the card come with the charge. */
const withCard = { expand: ['latest_charge'] };

/**
 * Payments by Stripe's PaymentIntents: one takes its amount once, however often it is confirmed. The SDK never tries
 * again by itself: whoever asked is told `unknown`, and asks for the same intent when it has written that down.
 */
export function createStripeGateway({
  secretKey,
  at,
  timeoutMs: timeout = timeoutMs,
}: StripeOptions): Gateway {
  const stripe = new Stripe(secretKey, { ...at, timeout, maxNetworkRetries: 0, telemetry: false });

  const find = (reference: string): Promise<Found> =>
    stripe.paymentIntents.retrieve(reference, withCard).then(foundOf, unknownOf);

  return {
    name: 'stripe',
    find,
    open: ({ id, amount, currency, links }): Promise<Opened> =>
      stripe.paymentIntents
        .create(
          {
            amount: stripeAmount(amount, currency),
            currency: currency.toLowerCase(),
            allowed_payment_method_types: ['card'],
            metadata: { galleyIntent: id, ...links },
          },
          { idempotencyKey: `open ${id}` },
        )
        .then((intent): Opened => ({ state: 'open', reference: intent.id }), refusalOf),
    async charge(reference, token): Promise<Outcome> {
      const paid: Found = await stripe.paymentIntents
        .confirm(
          reference,
          { ...withCard, ...methodOf(token), error_on_requires_action: true },
          { idempotencyKey: `charge ${reference} ${token}` },
        )
        .then(foundOf, (error: unknown) => (isSpent(error) ? find(reference) : refusalOf(error)));
      if (paid.state === 'cancelled') return { state: 'declined', code: 'GATEWAY_ERROR' };
      return paid.state === 'open' ? { state: 'unknown', cause: 'Stripe has not confirmed it' } : paid;
    },
    async end(reference): Promise<Ended> {
      const ended: Found = await stripe.paymentIntents
        .cancel(reference, withCard)
        .then(foundOf, (error: unknown) => (isSpent(error) ? find(reference) : unknownOf(error)));
      return ended.state === 'open' ? { state: 'unknown', cause: 'Stripe has not ended it' } : ended;
    },
    async refund({ key, reference, amount, currency }): Promise<Refunded> {
      try {
        // Its idempotency keys last for a day; ours for ever.
        const { data } = await stripe.refunds.list({ payment_intent: reference, limit: 100 });
        const known = data.find(({ metadata }) => metadata?.['galleyRefund'] === key);
        return refundedOf(
          known ??
            (await stripe.refunds.create(
              {
                payment_intent: reference,
                amount: stripeAmount(amount, currency),
                metadata: { galleyRefund: key },
              },
              { idempotencyKey: `refund ${key}` },
            )),
        );
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError)
          return { state: 'failed', cause: error.code ?? error.type };
        return unknownOf(error);
      }
    },
  };
}

/** A `tok_` is an older kind of name for a card, which has to be wrapped. */
function methodOf(token: string): Stripe.PaymentIntentConfirmParams {
  if (!token.startsWith('tok_')) return { payment_method: token };
  return { payment_method_data: { type: 'card', card: { token } } as never }; // SDK's types have left the token out
}

/** What an intent of Stripe's says about the money. */
export function foundOf(intent: Stripe.PaymentIntent): Found {
  switch (intent.status) {
    case 'succeeded':
    case 'requires_capture': {
      const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
      const card = charge?.payment_method_details?.card;
      return {
        state: 'authorised',
        card: card?.brand && card.last4 ? { brand: card.brand, last4: card.last4 } : null,
      };
    }
    case 'canceled':
      return { state: 'cancelled' };
    case 'requires_action':
      return { state: 'declined', code: 'AUTHENTICATION_REQUIRED' };
    case 'requires_payment_method': {
      const error = intent.last_payment_error;
      return error ? declined(error.decline_code ?? error.code) : { state: 'open' };
    }
    case 'requires_confirmation':
      return { state: 'open' };
    case 'processing':
    default: // what a later version of Stripe's may say
      return { state: 'unknown', cause: `Stripe says ${intent.status}` };
  }
}

export function refundedOf({ status, failure_reason: reason }: Stripe.Refund): Refunded {
  if (status === 'succeeded') return { state: 'refunded' };
  if (status === 'failed' || status === 'canceled') return { state: 'failed', cause: reason ?? status };
  return { state: 'unknown', cause: `Stripe says ${status}` };
}

/** An error that says for certain that nothing was taken; any other leaves it open. */
function refusalOf(error: unknown): Declined | Unknown {
  if (error instanceof Stripe.errors.StripeCardError) return declined(error.decline_code ?? error.code);
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    return error.param?.startsWith('payment_method')
      ? { state: 'declined', code: 'INVALID_CARD' }
      : { state: 'declined', code: 'GATEWAY_ERROR' };
  }
  const refused =
    error instanceof Stripe.errors.StripeRateLimitError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError;
  return refused ? { state: 'declined', code: 'GATEWAY_ERROR' } : unknownOf(error);
}

function unknownOf(error: unknown): Unknown {
  // Not its message: that may quote what was sent.
  if (error instanceof Stripe.errors.StripeError) return { state: 'unknown', cause: error.type };
  throw error;
}

/** The intent has done what it does once already. */
function isSpent(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeInvalidRequestError &&
    error.code === 'payment_intent_unexpected_state'
  );
}

const codes: Readonly<Record<string, DeclineCode>> = {
  insufficient_funds: 'INSUFFICIENT_FUNDS',
  expired_card: 'EXPIRED_CARD',
  authentication_required: 'AUTHENTICATION_REQUIRED',
  invalid_account: 'INVALID_CARD',
  incorrect_number: 'INVALID_CARD',
  invalid_number: 'INVALID_CARD',
  incorrect_cvc: 'INVALID_CARD',
  invalid_cvc: 'INVALID_CARD',
  invalid_expiry_month: 'INVALID_CARD',
  invalid_expiry_year: 'INVALID_CARD',
  processing_error: 'GATEWAY_ERROR',
  issuer_not_available: 'GATEWAY_ERROR',
  try_again_later: 'GATEWAY_ERROR',
};

function declined(code: string | undefined): Declined {
  return { state: 'declined', code: codes[code ?? ''] ?? 'CARD_DECLINED' };
}

/** Stripe counts two digits for these, which have none (docs.stripe.com/currencies, "special cases"). */
const twoDigitsAtStripe: readonly Currency[] = ['ISK', 'UGX'];

export function stripeAmount(amount: Money, currency: Currency): number {
  return twoDigitsAtStripe.includes(currency) ? amount * 100 : amount;
}
