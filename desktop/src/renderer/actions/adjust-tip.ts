import type { CashMovement } from '@galley/shared/domain/cash-movement.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { Tender } from '@galley/shared/domain/payment.ts';
import { type Tip, type TipChange, tipNow } from '@galley/shared/domain/tip.ts';
import {
  type CashMovementId, newId, type SaleId, type StaffId, type TenderId,
} from '@galley/shared/values/ids.ts'; // prettier-ignore
import { type Money, money, noMoney } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import { tipNeed } from '@galley/shared/wire/needs.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { checkRight } from './check-right.ts';
import { currentShift } from './open-shift.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** What the tips of a sale were set to since, the last one last. */
export async function tipChangesOf(
  db: GalleyDatabase,
  sale: { readonly id: SaleId; readonly shiftId: string },
) {
  return (await tipMovementsOf(db, sale)).map(({ tip }) => tip);
}

async function tipMovementsOf(
  db: GalleyDatabase,
  sale: { readonly id: SaleId; readonly shiftId: string },
): Promise<(CashMovement & { readonly tip: TipChange })[]> {
  const movements = await db.cashMovements.where('shiftId').equals(sale.shiftId).sortBy('movedAt');
  return movements.flatMap(({ tip, ...movement }) => (tip?.saleId === sale.id ? [{ ...movement, tip }] : []));
}

/** The tenders that can carry a tip that is told later: what a gateway has taken cannot become more. */
export function canBeTipped({ kind }: Pick<Tender, 'kind'>): boolean {
  return kind === 'cash' || kind === 'card' || kind === 'wallet';
}

/**
 * Sets a tip right after its sale, as long as its shift is open: the slip comes back signed, or it was typed wrong. The sale
 * stays as its paper has it; beside it stands what the tip is now [M8]. A tip that goes to another person is taken from
 * the one before.
 */
export async function adjustTip(
  till: Till,
  args: {
    readonly saleId: SaleId;
    readonly tenderId: TenderId;
    /** Null: there is none. */
    readonly tip: Tip | null;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<null>> {
  const { db } = till;
  const read = [db.sales, db.shifts, db.staff, db.rights];
  return db.transaction('rw', [db.meta, db.outbox, db.cashMovements, ...read], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const [shift, sale] = await Promise.all([
      currentShift(db, place.value.identity.till.id),
      db.sales.get(args.saleId),
    ]);
    if (!sale || !shift || sale.shiftId !== shift.id)
      return refuse('shiftClosed', 'The shift of this receipt is closed, and its tips are counted.');
    const tender = sale.tenders.find(({ id }) => id === args.tenderId);
    if (!tender || !canBeTipped(tender))
      return refuse('noTip', 'A tip belongs to cash, a card or a wallet of this receipt.');
    const changes = await tipMovementsOf(db, sale);
    const before = tipNow(tender, changes.map(({ tip }) => tip)); // prettier-ignore
    const steps = stepsOf(before, args.tip);
    if (steps.length === 0) return refuse('sameTip', 'The tip is that already.');
    const refusal = await checkRight(db, args, tipNeed);
    if (refusal) return refusal;
    const by = { id: args.staffId, name: await nameOf(db, args.staffId) };
    let lastMs = Math.max(0, ...changes.map(({ movedAt }) => Date.parse(movedAt)));
    for (const step of steps) {
      const here = await readPlace(till);
      if (!here.ok) return here;
      // The last word counts, so no two may have one time, even within a millisecond or under a clock that stands still.
      lastMs = Math.max(Date.parse(here.value.at), lastMs + 1);
      const movement = movementOf(till, instant(lastMs), { sale, tender, step, by });
      await db.cashMovements.add({ ...movement, revision: 0, version: 0 });
      const { staffId, approval } = args;
      await recordMutation(till, here.value, {
        name: 'adjustTip',
        data: { movement },
        staffId,
        approval,
        amount: null,
      });
    }
    return ok(null);
  });
}

type Step = Pick<Tip, 'staffId' | 'staffName'> & { readonly from: Money; readonly to: Money };

function stepsOf(before: Tip | undefined, now: Tip | null): Step[] {
  const step = (tip: Tip, from: Money, to: Money): Step => {
    return { staffId: tip.staffId, staffName: tip.staffName, from, to };
  };
  if (before && now && before.staffId === now.staffId)
    return before.amount === now.amount ? [] : [step(now, before.amount, now.amount)];
  return [
    ...(before ? [step(before, before.amount, noMoney)] : []),
    ...(now ? [step(now, noMoney, now.amount)] : []),
  ];
}

function movementOf(
  till: Till,
  at: Instant,
  what: {
    readonly sale: { readonly id: SaleId; readonly receiptNumber: string } & Pick<
      CashMovement,
      'tillId' | 'shiftId' | 'businessDay' | 'currency'
    >;
    readonly tender: Tender;
    readonly step: Step;
    readonly by: { readonly id: StaffId; readonly name: string };
  },
): CashMovement {
  const { sale, tender, step, by } = what;
  const { tillId, shiftId, businessDay, currency } = sale;
  const tenderKind = tender.kind === 'cash' || tender.kind === 'wallet' ? tender.kind : 'card';
  return {
    id: newId<CashMovementId>(till.ids),
    tillId,
    shiftId,
    businessDay,
    kind: 'tip',
    currency,
    amount: money(Math.abs(step.to - step.from)),
    reason: `${sale.receiptNumber} · ${step.staffName}`,
    staffId: by.id,
    staffName: by.name,
    movedAt: at,
    tip: { saleId: sale.id, receiptNumber: sale.receiptNumber, tenderId: tender.id, tenderKind, ...step },
  };
}
