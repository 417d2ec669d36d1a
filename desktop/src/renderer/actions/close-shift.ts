import type { Approval } from '@galley/shared/domain/permissions.ts';
import { type CountLine, decideZ, type ZReport } from '@galley/shared/domain/z-report.ts';
import { newId, type StaffId, type ZReportId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { closeNeeds } from '@galley/shared/wire/needs.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { currentShift } from './open-shift.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { lastZ, readCarriedOrders, readShiftRecords, readVoids, tablesOfShift } from './read-shift.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/**
 * Ends the shift: adds it up, holds it against what was counted, takes its place in the till's chain of Z reports and
 * prints it, in one transaction and without a network [M13]. Orders that are open go on in the next shift.
 */
export async function closeShift(
  till: Till,
  args: {
    readonly staffId: StaffId;
    readonly count: readonly CountLine[];
    /** What was counted before, if the difference was shown and the drawer counted again. */
    readonly earlierCounts: readonly Money[];
    readonly varianceReason: string;
    /** What stays for the next shift. */
    readonly leftInDrawer: Money;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<ZReport>> {
  const { db } = till;
  const tables = [...tablesOfShift(db), db.tills, db.printers, db.staff, db.rights, db.printJobs];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const [shift, branch, knownTill, name] = await Promise.all([
      currentShift(db, identity.till.id),
      db.branches.get(identity.branchId),
      db.tills.get(identity.till.id),
      nameOf(db, args.staffId),
    ]);
    if (!shift || !branch) return refuse('noShift', 'No shift is open on this till.');
    const secret = refuseCardNumber(args.varianceReason);
    if (secret) return secret;
    if (!(await knowsAll(db, identity)))
      return refuse(
        'stillFetching',
        'This till is still fetching what was sold before. Wait a moment, then close the shift; selling goes on.',
      );
    const ownTill = knownTill ?? identity.till;
    const decided = decideZ({
      id: newId<ZReportId>(till.ids),
      tillCode: identity.till.code,
      incarnation: identity.incarnation,
      shift,
      branch,
      records: await readShiftRecords(db, shift.id),
      voids: await readVoids(db, shift.id),
      count: args.count,
      earlierCounts: args.earlierCounts,
      varianceReason: args.varianceReason,
      leftInDrawer: args.leftInDrawer,
      carriedOrders: await readCarriedOrders(db, identity.till.id, branch),
      staff: { id: args.staffId, name },
      previous: await lastZ(db, identity.till.id),
      closedAt: at,
    });
    if (!decided.ok) return decided;
    const report = decided.value;
    for (const need of closeNeeds(report)) {
      const notAllowed = await checkRight(db, args, need);
      if (notAllowed) return notAllowed;
    }

    await db.shifts.update(shift.id, { closedAt: at });
    await db.zReports.add({ ...report, revision: 0, version: 0 });
    await queuePrintJobs(db, [
      {
        id: `z:${report.id}`,
        content: { kind: 'zReport', report, branch, till: ownTill.name, copy: false },
        printerId: ownTill.receiptPrinterId,
        createdAt: at,
      },
    ]);
    await recordMutation(till, place.value, {
      name: 'closeShift',
      data: { report },
      staffId: args.staffId,
      approval: args.approval,
      amount: null,
    });
    await db.meta.delete('cashCount');
    return ok(report);
  });
}

/**
 * A till that was enrolled again sells at once, but a sum over its shift would lack what has not come yet. One that still
 * has the first entry of its first log lacks nothing: it may lose the network on its first day.
 */
async function knowsAll(db: GalleyDatabase, { incarnation }: Meta['identity']): Promise<boolean> {
  const [floor, snapshot] = await Promise.all([readMeta(db, 'floor'), readMeta(db, 'snapshot')]);
  if (floor?.complete !== false && snapshot === undefined) return true;
  return incarnation === 1 && (await db.outbox.get([1, 1])) !== undefined;
}
