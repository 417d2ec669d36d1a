import type { CashMovement, DrawerKind } from '../domain/cash-movement.ts';
import type { Doer, Need } from '../domain/permissions.ts';
import { type Discount, discountOf, rateGiven } from '../domain/discount.ts';
import { type OrderHead, type OrderLine } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import { type PricedLine, totalsOf } from '../domain/totals.ts';
import { isBeyondLimit, type ZReport } from '../domain/z-report.ts';
import { type Money, money } from '../values/money.ts';
import type { Mutation, MutationData, MutationName } from './mutations.ts';

/** A need, and who stands for it where that is not who recorded the mutation. */
export type StatedNeed = Need & Partial<Doer>;

/**
 * What the facts of a mutation take a permission for, by its data. The till asks before; the server looks again when it
 * has come, and flags what nobody was allowed to do: it happened [S14]. A request is judged by its worker instead.
 */
const needs: { readonly [N in MutationName]?: (data: MutationData<N>) => readonly StatedNeed[] } = {
  voidLine: ({ line }) => [voidNeed(line)],
  setAvailability: () => [{ permission: 'markSoldOut' }],
  recordWaste: () => [{ permission: 'moveStock' }],
  countStock: () => [{ permission: 'moveStock' }],
  completeSale: ({ sale, order, lines }) =>
    // The first part of a bill answers for all of it.
    sale.part && sale.part.number > 1 ? [] : givenNeeds(order, lines ?? sale.lines),
  moveLines: () => [moveNeed],
  changeOrder: ({ tickets }) => (tickets.length > 0 ? [moveNeed] : []),
  refundSale: ({ refund }) => [refundNeed(refund)],
  refuseOnlineOrder: ({ total }) => [{ permission: 'refund', amount: total }],
  moveCash: ({ movement }) => drawerNeeds(movement),
  adjustTip: () => [tipNeed],
  closeShift: ({ report }) => closeNeeds(report),
};

/** To take an order or some of its lines to another table or bill. */
export const moveNeed: Need = { permission: 'moveOrder' };

/** To give money back: of a sale that is known, or on the word of a paper. */
export function refundNeed({ total, typed }: Pick<Refund, 'total' | 'typed'>): Need {
  return { permission: typed ? 'refundTyped' : 'refund', amount: total };
}

/** To take back a line that the kitchen has. */
export function voidNeed(line: OrderLine): Need {
  return { permission: 'voidSent', amount: totalsOf([line]).subtotal };
}

/** To take this off a price of `gross`, or to give all of it away. */
export function discountNeed(gross: Money, discount: Discount): StatedNeed {
  const amount = discountOf(gross, discount);
  const { staffId, approval } = discount;
  return {
    permission: discount.comp ? 'comp' : 'discount',
    rate: discount.kind === 'rate' ? discount.rate : rateGiven(gross, amount),
    amount,
    ...(staffId && { staffId, approval }),
  };
}

/** What a line and an order cost before their discounts. */
export function grossOf(line: PricedLine): Money {
  const { subtotal } = totalsOf([{ ...line, discount: null }]);
  return subtotal;
}

/** All that was given away on an order. */
function givenNeeds(
  order: Pick<OrderHead, 'discount' | 'chargeRemoved'>,
  lines: readonly OrderLine[],
): StatedNeed[] {
  const { discount, chargeRemoved } = order;
  return [
    ...lines.flatMap((line) => (line.discount ? [discountNeed(grossOf(line), line.discount)] : [])),
    ...(discount ? [discountNeed(totalsOf(lines).subtotal, discount)] : []),
    ...(chargeRemoved ? [{ permission: 'removeCharge' as const, ...chargeRemoved }] : []),
  ];
}

function drawerNeeds({ kind, amount }: CashMovement): Need[] {
  return kind === 'tip' ? [tipNeed] : [cashNeed({ kind, amount })];
}

/** To set a tip right after the sale. */
export const tipNeed: Need = { permission: 'adjustTip' };

/** To open the drawer for something else than a sale. */
export function cashNeed({ kind, amount }: { readonly kind: DrawerKind; readonly amount: Money }): Need {
  return kind === 'noSale' ? { permission: 'openDrawer' } : { permission: 'moveCash', amount };
}

/** To end a shift, and to do so with more cash or less than the branch lets pass. */
export function closeNeeds(report: Pick<ZReport, 'variance' | 'varianceLimit'>): Need[] {
  const amount = money(Math.abs(report.variance));
  return [
    { permission: 'closeShift' },
    ...(isBeyondLimit(report) ? [{ permission: 'acceptVariance' as const, amount }] : []),
  ];
}

/** Every need of a mutation of the present version, each with who has to have the right. */
export function needsOf(mutation: Mutation): (Need & Doer)[] {
  const { staffId, approval } = mutation;
  const stated = (needs as Record<string, (data: unknown) => readonly StatedNeed[]>)[mutation.type]; // pairs names with their data
  return (stated?.(mutation.data) ?? []).map((need) => ({ staffId, approval, ...need }));
}
