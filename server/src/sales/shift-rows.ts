import type { Addendum } from '@galley/shared/domain/addendum.ts';
import type { CashMovement } from '@galley/shared/domain/cash-movement.ts';
import type { Punch } from '@galley/shared/domain/punch.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import type { Entry } from './books.ts';

export function shiftRow(shift: Entry<Shift>) {
  return {
    id: shift.id,
    branch_id: shift.branchId,
    till_id: shift.tillId,
    business_day: shift.businessDay,
    opened_by: shift.openedBy,
    opened_at: shift.openedAt,
    float: shift.float,
  };
}

export function closedShiftRow({ shift, branchId, closedAt }: Entry<ZReport>) {
  return { ...shiftRow({ ...shift, branchId }), closed_at: closedAt };
}

export function movementRow({ branchId, ...movement }: Entry<CashMovement>) {
  return {
    id: movement.id,
    branch_id: branchId,
    till_id: movement.tillId,
    shift_id: movement.shiftId,
    kind: movement.kind,
    amount: movement.amount,
    moved_at: movement.movedAt,
    data: JSON.stringify(movement),
  };
}

export function zReportRow({ branchId, ...report }: Entry<ZReport>) {
  return {
    id: report.id,
    branch_id: branchId,
    till_id: report.shift.tillId,
    shift_id: report.shift.id,
    z_number: report.zNumber,
    sequence: report.sequence,
    grand_total: report.grandTotal,
    variance: report.variance,
    closed_at: report.closedAt,
    hash: report.hash,
    snapshot: JSON.stringify(report),
  };
}

export function addendumRow({ branchId, ...addendum }: Entry<Addendum>) {
  return {
    id: addendum.id,
    branch_id: branchId,
    z_report_id: addendum.zReportId,
    record_id: addendum.recordId,
    data: JSON.stringify(addendum),
  };
}

export function punchRow({ branchId, ...punch }: Entry<Punch>) {
  return {
    id: punch.id,
    branch_id: branchId,
    staff_id: punch.staffId,
    kind: punch.kind,
    punched_at: punch.punchedAt,
    data: JSON.stringify(punch),
  };
}
