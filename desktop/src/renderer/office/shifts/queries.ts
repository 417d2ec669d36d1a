import type { Addendum } from '@galley/shared/domain/addendum.ts';
import type { Punch } from '@galley/shared/domain/punch.ts';
import type { Reconciliation } from '@galley/shared/domain/reconciliation.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import { expectedCash, figuresOf, type ShiftFigures } from '@galley/shared/domain/shift-figures.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import type { Money } from '@galley/shared/values/money.ts';
import type { GalleyDatabase } from '../../db/database.ts';

export type OpenShift = {
  readonly shift: Shift;
  readonly till: string;
  readonly openedBy: string;
  /** As far as its sales have come. */
  readonly figures: ShiftFigures;
  readonly expectedCash: Money;
};

export type ArchivedZ = {
  readonly report: ZReport;
  readonly till: string;
  /** What came after it. */
  readonly addenda: readonly Addendum[];
  /** Null: the book of payments was not held against it yet. */
  readonly reconciliation: Reconciliation | null;
};

export type ShiftsPage = {
  readonly open: readonly OpenShift[];
  /** Newest first. */
  readonly archive: readonly ArchivedZ[];
  /** Newest first, each coming with its going. */
  readonly work: readonly WorkedTime[];
};

export type WorkedTime = {
  readonly id: string;
  readonly name: string;
  readonly day: Punch['punchedAt'];
  readonly from: Punch['punchedAt'] | null;
  readonly to: Punch['punchedAt'] | null;
};

const workedShown = 60;

/** Every shift of the branch that is open or has its Z, and who worked when. */
export async function readShifts(db: GalleyDatabase): Promise<ShiftsPage> {
  const [shifts, reports, addenda, reconciliations, tills, staff, punches] = await Promise.all([
    db.shifts.toArray(),
    db.zReports.toArray(),
    db.addenda.toArray(),
    db.reconciliations.toArray(),
    db.tills.toArray(),
    db.staff.toArray(),
    db.punches.orderBy('punchedAt').reverse().limit(workedShown).toArray(),
  ]);
  const names = new Map<string, string>([...tills, ...staff].map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? '';
  const open = shifts.filter(({ closedAt }) => closedAt === undefined);
  return {
    open: await Promise.all(
      open
        .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
        .map(async (shift) => {
          const figures = await readFigures(db, shift);
          const cash = expectedCash(shift.float, figures);
          return {
            shift,
            till: nameOf(shift.tillId),
            openedBy: nameOf(shift.openedBy),
            figures,
            expectedCash: cash,
          };
        }),
    ),
    archive: reports
      .sort((a, b) => (a.closedAt < b.closedAt ? 1 : -1))
      .map((report) => ({
        report,
        till: nameOf(report.shift.tillId),
        addenda: addenda.filter(({ zReportId }) => zReportId === report.id),
        reconciliation: reconciliations.find(({ zReportId }) => zReportId === report.id) ?? null,
      })),
    work: workOf(punches.reverse()),
  };
}

async function readFigures(db: GalleyDatabase, { id }: Shift): Promise<ShiftFigures> {
  const [sales, refunds, movements] = await Promise.all([
    db.sales.where('shiftId').equals(id).toArray(),
    db.refunds.where('shiftId').equals(id).toArray(),
    db.cashMovements.where('shiftId').equals(id).toArray(),
  ]);
  return figuresOf({ sales, refunds, movements });
}

/** Pairs each coming with the going that follows it; somebody may have forgotten either. */
function workOf(punches: readonly Punch[]): WorkedTime[] {
  const done: WorkedTime[] = [];
  const here = new Map<string, WorkedTime>();
  for (const { id, staffId, staffName: name, kind, punchedAt } of punches) {
    const coming = here.get(staffId);
    here.delete(staffId);
    if (kind === 'out') {
      done.push(
        coming ? { ...coming, to: punchedAt } : { id, name, day: punchedAt, from: null, to: punchedAt },
      );
      continue;
    }
    if (coming) done.push(coming);
    here.set(staffId, { id, name, day: punchedAt, from: punchedAt, to: null });
  }
  return [...done, ...here.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}
