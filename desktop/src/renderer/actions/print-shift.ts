import { expectedCash, figuresOf } from '@galley/shared/domain/shift-figures.ts';
import type { Branch } from '@galley/shared/domain/branch.ts';
import type { XReport } from '@galley/shared/domain/x-report.ts';
import { shiftSchema } from '@galley/shared/domain/shift.ts';
import type { StaffId, ZReportId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { PrintContent } from '@galley/shared/wire/print-jobs.ts';
import { readMeta } from '../db/database.ts';
import { currentShift } from './open-shift.ts';
import { queuePrintJobs } from './queue-print-jobs.ts';
import { readShiftRecords, readVoids, tablesOfShift } from './read-shift.ts';
import { readPlace } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** How the shift stands now, on screen; null: none is open. `blind` leaves out what must be in the drawer. */
export async function readX(
  { db, now }: Pick<Till, 'db' | 'now'>,
  args: { readonly staffId: StaffId; readonly blind: boolean },
): Promise<XReport | null> {
  return db.transaction('r', [...tablesOfShift(db), db.staff], async () => {
    const identity = await readMeta(db, 'identity');
    if (!identity) return null;
    const shift = await currentShift(db, identity.till.id);
    const branch = await db.branches.get(identity.branchId);
    if (!shift || !branch) return null;
    const figures = figuresOf(await readShiftRecords(db, shift.id), await readVoids(db, shift.id));
    return {
      shift: shiftSchema.parse(shift),
      currency: branch.currency,
      figures,
      expectedCash: args.blind ? null : expectedCash(shift.float, figures),
      readByName: await nameOf(db, args.staffId),
      readAt: instant(now()),
    };
  });
}

/** The same on paper, as often as one likes: each is a paper of its own. */
export async function printX(
  till: Till,
  args: { readonly staffId: StaffId; readonly blind: boolean },
): Promise<Result<null>> {
  const { db } = till;
  const tables = [...tablesOfShift(db), db.staff, db.tills, db.printers, db.printJobs];
  return db.transaction('rw', tables, async () => {
    const report = await readX(till, args);
    if (!report) return refuse('noShift', 'No shift is open on this till.');
    const prefix = `x:${report.shift.id}`;
    return print(till, prefix, report.readAt, ({ branch, name }) => ({
      kind: 'xReport',
      report,
      branch,
      till: name,
    }));
  });
}

/** A Z once more, marked as a copy. */
export async function reprintZ(till: Till, reportId: ZReportId): Promise<Result<null>> {
  const { db } = till;
  const tables = [db.meta, db.zReports, db.branches, db.tills, db.printers, db.printJobs];
  return db.transaction('rw', tables, async () => {
    const report = await db.zReports.get(reportId);
    if (!report) return refuse('unknownZ', 'This report is not on this till.');
    return print(till, `z:${report.id}`, instant(till.now()), ({ branch, name }) => {
      return { kind: 'zReport', report, branch, till: name, copy: true };
    });
  });
}

type Where = { readonly branch: Branch; readonly name: string };

async function print(
  till: Till,
  prefix: string,
  createdAt: Instant,
  contentOf: (where: Where) => PrintContent,
): Promise<Result<null>> {
  const { db } = till;
  const place = await readPlace(till);
  if (!place.ok) return place;
  const { identity } = place.value;
  const branch = await db.branches.get(identity.branchId);
  const ownTill = (await db.tills.get(identity.till.id)) ?? identity.till;
  const printer = ownTill.receiptPrinterId && (await db.printers.get(ownTill.receiptPrinterId));
  if (!branch || !printer)
    return refuse('noPrinter', 'This till has no receipt printer. Choose one in the office.');
  const before = await db.printJobs.where('id').startsWith(prefix).count();
  const content = contentOf({ branch, name: ownTill.name });
  await queuePrintJobs(db, [{ id: `${prefix}:${before + 1}`, content, printerId: printer.id, createdAt }]);
  return ok(null);
}
