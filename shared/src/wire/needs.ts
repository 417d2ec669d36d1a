import type { Doer, Need } from '../domain/permissions.ts';
import type { OrderLine } from '../domain/order.ts';
import { totalsOf } from '../domain/totals.ts';
import type { Mutation, MutationData, MutationName } from './mutations.ts';

/** A need, and who stands for it where that is not who recorded the mutation. */
export type StatedNeed = Need & Partial<Doer>;

/**
 * What the facts of a mutation take a permission for, by its data. The till asks before; the server looks again when it
 * has come, and flags what nobody was allowed to do: it happened [S14]. A request is judged by its worker instead.
 */
const needs: { readonly [N in MutationName]?: (data: MutationData<N>) => readonly StatedNeed[] } = {
  voidLine: ({ line }) => [voidNeed(line)],
  refundSale: ({ refund }) => [{ permission: 'refund', amount: refund.total }],
};

/** To take back a line that the kitchen has. */
export function voidNeed(line: OrderLine): Need {
  return { permission: 'voidSent', amount: totalsOf([line]).subtotal };
}

/** Every need of a mutation of the present version, each with who has to have the right. */
export function needsOf(mutation: Mutation): (Need & Doer)[] {
  const { staffId, approval } = mutation;
  const stated = (needs as Record<string, (data: unknown) => readonly StatedNeed[]>)[mutation.type]; // pairs names with their data
  return (stated?.(mutation.data) ?? []).map((need) => ({ staffId, approval, ...need }));
}
