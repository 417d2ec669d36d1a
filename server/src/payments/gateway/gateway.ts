import type { DeclineCode } from '@galley/shared/domain/payment-intent.ts';
import type { BranchId, IntentId, OrderId, OrganisationId, TenderId } from '@galley/shared/values/ids.ts';
import type { Currency, Money } from '@galley/shared/values/money.ts';

/** What is to be taken, from whom it is told apart for ever by its id. The amount comes from our own records. */
export type Intent = {
  readonly id: IntentId;
  readonly amount: Money;
  readonly currency: Currency;
  /** Goes with it to the gateway, so that its records lead back to ours. */
  readonly links: IntentLinks;
};
export type IntentLinks = {
  readonly branchId: BranchId;
  readonly orderId: OrderId;
  readonly organisationId: OrganisationId;
};

/** Which card it was, as far as a receipt may say it. */
export type Card = { readonly brand: string; readonly last4: string };

export type Declined = { readonly state: 'declined'; readonly code: DeclineCode };
/** Nobody can say whether money moved. Ask for the same thing again; never begin another one. */
export type Unknown = { readonly state: 'unknown'; readonly cause: string };
export type Outcome = { readonly state: 'authorised'; readonly card: Card | null } | Declined | Unknown;

/** A gateway's own name for an intent; it takes no money yet. */
export type Opened = { readonly state: 'open'; readonly reference: string } | Declined | Unknown;
export type Ended = Outcome | { readonly state: 'cancelled' };
/** `open`: nothing was taken, and a charge of it would be the first. */
export type Found = Ended | { readonly state: 'open' };
export type Refunded = { readonly state: 'refunded' | 'failed'; readonly cause?: string } | Unknown;

export type RefundOrder = {
  /** Named after the refund's tender: asked for twice, the money goes back once. */
  readonly key: TenderId | IntentId;
  readonly reference: string;
  readonly amount: Money;
  readonly currency: Currency;
};

/**
 * Whoever takes the money of cards and wallets that are not at the counter. Faces: `mock.ts`, `stripe.ts`.
 *
 * Refusals and doubts are values, and nothing here throws for them. Whatever is asked twice for the same id happens
 * once. What a charge answers with `unknown` is found out with `find` or ended with `end`, under the same reference;
 * a fresh charge would take the money twice.
 */
export type Gateway = {
  readonly name: 'mock' | 'stripe';
  /** Makes the intent, or finds the one of this id. */
  open(intent: Intent): Promise<Opened>;
  /** Takes the intent's amount from what the token stands for. */
  charge(reference: string, token: string): Promise<Outcome>;
  /** What became of it. */
  find(reference: string): Promise<Found>;
  /** Makes sure that an intent which took no money takes none any more. One that did is `authorised`, and stays so. */
  end(reference: string): Promise<Ended>;
  refund(order: RefundOrder): Promise<Refunded>;
};
