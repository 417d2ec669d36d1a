import {
  type CashMovement,
  type DrawerKind,
  decideCashMovement,
} from '@galley/shared/domain/cash-movement.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import { type CashMovementId, newId, type StaffId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { cashNeed } from '@galley/shared/wire/needs.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { currentShift } from './open-shift.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Opens the drawer for something else than a sale, says why for ever, and prints the slip that lies with the cash. */
export async function moveCash(
  till: Till,
  args: {
    readonly kind: DrawerKind;
    readonly amount: Money;
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<CashMovement>> {
  const { db } = till;
  const read = [db.shifts, db.branches, db.tills, db.printers, db.staff, db.rights];
  return db.transaction('rw', [db.meta, db.outbox, db.cashMovements, db.printJobs, ...read], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const [shift, branch, knownTill, name] = await Promise.all([
      currentShift(db, identity.till.id),
      db.branches.get(identity.branchId),
      db.tills.get(identity.till.id),
      nameOf(db, args.staffId),
    ]);
    if (!shift || !branch) return refuse('noShift', 'Open a shift first: all cash belongs to one.');
    const decided = decideCashMovement({
      id: newId<CashMovementId>(till.ids),
      kind: args.kind,
      amount: args.amount,
      reason: args.reason,
      shift,
      currency: branch.currency,
      staff: { id: args.staffId, name },
      movedAt: at,
    });
    if (!decided.ok) return decided;
    const movement = decided.value;
    const refusal =
      refuseCardNumber(args.reason) ??
      (await checkRight(db, args, cashNeed({ kind: args.kind, amount: movement.amount })));
    if (refusal) return refusal;

    await db.cashMovements.add({ ...movement, revision: 0, version: 0 });
    const { name: tillName, receiptPrinterId: printerId } = knownTill ?? identity.till;
    const slip = { kind: 'cashSlip' as const, movement, branch, till: tillName };
    await queuePrintJobs(db, [
      { id: `drawer:${movement.id}`, content: { kind: 'drawer' }, printerId, createdAt: at },
      ...(movement.kind === 'noSale'
        ? []
        : [{ id: `cash:${movement.id}`, content: slip, printerId, createdAt: at }]),
    ]);
    await recordMutation(till, place.value, {
      name: 'moveCash',
      data: { movement },
      staffId: args.staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(movement);
  });
}
