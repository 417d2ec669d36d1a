import { z } from 'zod';
import { saleIdSchema, staffIdSchema, tenderIdSchema } from '../values/ids.ts';
import { add, type Money, moneySchema, noMoney, subtract } from '../values/money.ts';
import type { Tender } from './payment.ts';

/** What a guest gave to a person on top of a tender: neither revenue nor tax base [M8]. */
export const tipSchema = z.object({
  amount: moneySchema.refine((amount) => amount > 0, 'a tip is more than nothing'),
  staffId: staffIdSchema,
  staffName: z.string(),
});
export type Tip = z.infer<typeof tipSchema>;

/** What became of a tip after the sale that it came with: the sale itself stays as its paper has it [M8]. */
export const tipChangeSchema = z.object({
  saleId: saleIdSchema,
  receiptNumber: z.string(),
  tenderId: tenderIdSchema,
  tenderKind: z.enum(['cash', 'card', 'wallet']),
  /** Whose tip it is. */
  staffId: staffIdSchema,
  staffName: z.string(),
  from: moneySchema.refine((amount) => amount >= 0, 'a tip is nothing or more'),
  to: moneySchema.refine((amount) => amount >= 0, 'a tip is nothing or more'),
});
export type TipChange = z.infer<typeof tipChangeSchema>;

type Tipped = { readonly tenders: readonly Pick<Tender, 'kind' | 'tip'>[] };

/** What one person was given: in cash, which lies in the drawer until it is paid out, and by card or wallet. */
export type TipsOfPerson = Pick<Tip, 'staffId' | 'staffName'> & {
  readonly cash: Money;
  readonly slip: Money;
};

/** The tips of sales and what they were set to since, in the order of the ids of the people, so that a set says the same whoever adds it up. */
export function tipsByStaff(
  sales: readonly Tipped[],
  changes: readonly (TipChange | undefined)[] = [],
): TipsOfPerson[] {
  const people = new Map<string, TipsOfPerson>();
  for (const { kind, tip } of sales.flatMap(({ tenders }) => tenders)) if (tip) give(tip, kind, tip.amount);
  for (const tip of changes) if (tip) give(tip, tip.tenderKind, subtract(tip.to, tip.from));
  return [...people.values()].sort((a, b) => (a.staffId < b.staffId ? -1 : 1));

  function give(
    { staffId, staffName }: Pick<Tip, 'staffId' | 'staffName'>,
    kind: string,
    amount: Money,
  ): void {
    const known = people.get(staffId) ?? { staffId, staffName, cash: noMoney, slip: noMoney };
    const way = kind === 'cash' ? 'cash' : 'slip';
    people.set(staffId, { ...known, [way]: add(known[way], amount) });
  }
}

/** The tip of a tender as it is now: what came with it, or what it was last set to. */
export function tipNow(
  tender: Pick<Tender, 'id' | 'tip'>,
  changes: readonly (TipChange | undefined)[],
): Tip | undefined {
  const last = changes.findLast((change) => change?.tenderId === tender.id);
  if (!last) return tender.tip;
  return last.to > 0 ? { amount: last.to, staffId: last.staffId, staffName: last.staffName } : undefined;
}
