import type { Branch } from '@galley/shared/domain/branch.ts';
import type { CashMovement } from '@galley/shared/domain/cash-movement.ts';
import { mayDo } from '@galley/shared/domain/permissions.ts';
import type { Punch } from '@galley/shared/domain/punch.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import type { XReport } from '@galley/shared/domain/x-report.ts';
import type { CarriedOrder } from '@galley/shared/domain/z-report.ts';
import { type CashCount, readCashCount } from '../../actions/count-drawer.ts';
import { readX } from '../../actions/print-shift.ts';
import { readCarriedOrders } from '../../actions/read-shift.ts';
import type { Till } from '../../actions/till.ts';
import { readCrew } from '../approval/queries.ts';

export type ShiftPage = {
  /** Without what must be in the drawer for whoever counts blind. */
  readonly report: XReport;
  /** Newest first. */
  readonly movements: readonly CashMovement[];
  readonly carried: readonly CarriedOrder[];
  readonly count: CashCount;
};

/** How the shift stands, for whoever looks; null: none is open. */
export async function readShiftPage(
  till: Till,
  staffId: Staff['id'],
  branch: Branch,
): Promise<ShiftPage | null> {
  const { db } = till;
  // Whoever may accept a difference sees what is expected; all others count blind.
  const blind = !mayDo(await readCrew(db), staffId, { permission: 'acceptVariance' });
  const report = await readX(till, { staffId, blind });
  if (!report) return null;
  const [movements, carried, count] = await Promise.all([
    db.cashMovements.where('shiftId').equals(report.shift.id).toArray(),
    readCarriedOrders(db, report.shift.tillId, branch),
    readCashCount(db, report.shift.id),
  ]);
  return { report, movements: movements.sort((a, b) => (a.id < b.id ? 1 : -1)), carried, count };
}

/** Who is at work as far as this till knows, and since when. */
export async function readAtWork({ db }: Till): Promise<Punch[]> {
  const last = new Map<string, Punch>();
  await db.punches.orderBy('punchedAt').each((punch) => void last.set(punch.staffId, punch));
  return [...last.values()].filter(({ kind }) => kind === 'in');
}
