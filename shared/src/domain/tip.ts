import { z } from 'zod';
import { staffIdSchema } from '../values/ids.ts';
import { add, type Money, moneySchema, noMoney } from '../values/money.ts';
import type { Tender } from './payment.ts';

/** What a guest gave to a person on top of a tender: neither revenue nor tax base [M8]. */
export const tipSchema = z.object({
  amount: moneySchema.refine((amount) => amount > 0, 'a tip is more than nothing'),
  staffId: staffIdSchema,
  staffName: z.string(),
});
export type Tip = z.infer<typeof tipSchema>;

type Tipped = { readonly tenders: readonly Pick<Tender, 'kind' | 'tip'>[] };

/** What one person was given: in cash, which lies in the drawer until it is paid out, and by card or wallet. */
export type TipsOfPerson = Pick<Tip, 'staffId' | 'staffName'> & {
  readonly cash: Money;
  readonly slip: Money;
};

/** The tips of sales, in the order of the ids of the people, so that a set says the same whoever adds it up. */
export function tipsByStaff(sales: readonly Tipped[]): TipsOfPerson[] {
  const people = new Map<string, TipsOfPerson>();
  for (const { kind, tip } of sales.flatMap(({ tenders }) => tenders)) {
    if (!tip) continue;
    const { staffId, staffName, amount } = tip;
    const known = people.get(staffId) ?? { staffId, staffName, cash: noMoney, slip: noMoney };
    const way = kind === 'cash' ? 'cash' : 'slip';
    people.set(staffId, { ...known, [way]: add(known[way], amount) });
  }
  return [...people.values()].sort((a, b) => (a.staffId < b.staffId ? -1 : 1));
}
