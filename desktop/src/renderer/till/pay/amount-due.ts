import type { Tender } from '@galley/shared/domain/payment.ts';
import type { Tip } from '@galley/shared/domain/tip.ts';
import { type Money, money, roundToStep, subtract, sum } from '@galley/shared/values/money.ts';

export type Due = {
  readonly exact: Money;
  readonly inCash: Money;
  /** What was taken in cash beyond that: the order has become cheaper since. */
  readonly change: Money;
};

/** A tender as it is being taken; the action gives it its id. */
export type Taken = Omit<Tender, 'id'>;

/**
 * What is still to be paid: `inCash` is rounded to the smallest coin, because only cash is [M7]; the rounding is that
 * of all the cash together, so it does not grow with the number of tenders.
 */
export function amountDue(total: Money, taken: readonly Taken[], cashStep: number): Due {
  const cash = sum(taken.filter((tender) => tender.kind === 'cash').map((tender) => tender.amount));
  const other = sum(taken.filter((tender) => tender.kind !== 'cash').map((tender) => tender.amount));
  const leftForCash = money(total - other);
  const rounded = roundToStep(leftForCash, cashStep);
  return {
    exact: money(Math.max(leftForCash - cash, 0)),
    inCash: money(Math.max(rounded - cash, 0)),
    change: money(Math.min(Math.max(cash - rounded, 0), cash)),
  };
}

/** What is paid with money: all but what was brought back for it. */
export function toPay({ total, credit }: { readonly total: Money; readonly credit: Money }): Money {
  return subtract(total, credit);
}

/**
 * What a guest gives with a tip is first the tip: the rest of it pays for the order [M8]. `tip` is what is left of it for
 * the next tender, where this one was less.
 */
export function withTip(given: Taken, tip: Tip | null): { readonly tender: Taken; readonly tip: Tip | null } {
  if (!tip) return { tender: given, tip: null };
  const tipped = money(Math.min(tip.amount, given.amount));
  const left = subtract(tip.amount, tipped);
  return {
    tender: { ...given, amount: subtract(given.amount, tipped), tip: { ...tip, amount: tipped } },
    tip: left > 0 ? { ...tip, amount: left } : null,
  };
}
