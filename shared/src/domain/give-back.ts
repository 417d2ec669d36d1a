import { money, noMoney, roundToStep, subtract, sum, type Money } from '../values/money.ts';
import type { Refund } from './refund.ts';
import { type Remainder, take } from './remainder.ts';

/** How money goes back: the way it came, or all of it from the drawer. */
export type RefundWay = 'asPaid' | 'cash';

/**
 * The way money came: cards and wallets first, the rest from the drawer, rounded as cash is [M7]. Never more than a
 * tender brought, and when nothing of the sale is left, nothing of its tenders is. `cash` gives all of it from the drawer,
 * whatever it came by; what that cannot pay out exactly stays in the house as rounding.
 */
export function giveBack(
  { lines, tenders }: Remainder,
  total: Money,
  cashStep: number,
  way: RefundWay = 'asPaid',
): { readonly tenders: Omit<Refund['tenders'][number], 'id'>[]; readonly rounding: Money } {
  const isAll = total === sum(lines.map((line) => line.amount));
  if (way === 'cash') {
    const due = roundToStep(isAll ? sum(tenders.map((tender) => tender.amount)) : total, cashStep);
    const back = take(tenders, due).map(({ intentId: _theirs, ...tender }) => {
      return { ...tender, kind: 'cash' as const, reference: null };
    });
    return { tenders: back, rounding: subtract(sum(back.map((tender) => tender.amount)), total) };
  }
  const others = take(tenders.filter((tender) => tender.kind !== 'cash'), total); // prettier-ignore
  const due = subtract(total, sum(others.map((tender) => tender.amount)));
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  const drawer = take(cash, isAll ? sum(cash.map((tender) => tender.amount)) : roundToStep(due, cashStep));
  const back = [...others, ...drawer];
  return { tenders: back, rounding: subtract(sum(back.map((tender) => tender.amount)), total) };
}

type Back = Omit<Refund['tenders'][number], 'id'>;

/**
 * Sets the first `exchange` of what would be given back against another sale. What is left of it goes to the guest, from
 * the drawer in coins that there are [M7], and never more than the tender brought.
 */
export function setAgainst(
  back: readonly Back[],
  exchange: Money,
  { tenders }: Remainder,
  cashStep: number,
): Back[] {
  let due: number = exchange;
  return back.flatMap((tender): Back[] => {
    const against = money(Math.min(due, tender.amount));
    due -= against;
    const { refunds, kind } = tender;
    const rest = subtract(tender.amount, against);
    const most = (tenders.find((left) => left.refunds === refunds)?.amount ?? noMoney) - against;
    const coins = kind === 'cash' && against > 0 ? roundToStep(rest, cashStep) : rest;
    const given = money(coins > most ? coins - cashStep : coins);
    return [
      ...(against > 0 ? [{ refunds, kind: 'exchange' as const, reference: null, amount: against }] : []),
      ...(given > 0 ? [{ ...tender, amount: given }] : []),
    ];
  });
}
