import type { Tender } from '@galley/shared/domain/payment.ts';
import { type Money, money, roundToStep, subtract, sum } from '@galley/shared/values/money.ts';

export type Due = { readonly exact: Money; readonly inCash: Money };

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
  return {
    exact: money(Math.max(leftForCash - cash, 0)),
    inCash: money(Math.max(roundToStep(leftForCash, cashStep) - cash, 0)),
  };
}

/** What is paid with money: all but what was brought back for it. */
export function toPay({ total, credit }: { readonly total: Money; readonly credit: Money }): Money {
  return subtract(total, credit);
}
