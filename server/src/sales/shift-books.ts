import type { PoolClient } from 'pg';
import { type Addendum, addendumOf, type LateRecord } from '@galley/shared/domain/addendum.ts';
import { type CashMovement, cashMovementSchema } from '@galley/shared/domain/cash-movement.ts';
import type { Punch } from '@galley/shared/domain/punch.ts';
import { refundSchema } from '@galley/shared/domain/refund.ts';
import { saleSchema } from '@galley/shared/domain/sale.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { ShiftRecords } from '@galley/shared/domain/shift-figures.ts';
import { type ZReport, zReportSchema } from '@galley/shared/domain/z-report.ts';
import type { BranchId, ShiftId } from '@galley/shared/values/ids.ts';
import { insertRows } from '../db/rows.ts';
import { together } from '../db/transaction.ts';
import type { Entry } from './books.ts';
import { addendumRow, closedShiftRow, movementRow, punchRow, shiftRow, zReportRow } from './shift-rows.ts';

export type ShiftNeeds = {
  /** The shifts that anything in the batch belongs to. */
  readonly shiftIds: readonly ShiftId[];
  /** Those of them that nothing may change meanwhile: they are closed in the batch, or something comes late to them. */
  readonly lockedShiftIds: readonly ShiftId[];
  readonly reports: readonly ZReport[];
};

/** What the sales books hold of the shifts that a batch touches. */
export class ShiftBooks {
  readonly #known = new Set<ShiftId>();
  readonly #reports = new Map<ShiftId, ZReport[]>();
  /** All records of the shifts that are closed in the batch. */
  readonly #records = new Map<ShiftId, Records>();
  /** Reports that stand where the batch's would stand, or just before. */
  readonly #neighbours: ZReport[] = [];
  readonly #newShifts: Entry<Shift>[] = [];
  readonly #newMovements: Entry<CashMovement>[] = [];
  readonly #newReports: Entry<ZReport>[] = [];
  readonly #newAddenda: Entry<Addendum>[] = [];
  readonly #newPunches: Entry<Punch>[] = [];

  static async open(tx: PoolClient, needs: ShiftNeeds): Promise<ShiftBooks> {
    const books = new ShiftBooks();
    if (needs.shiftIds.length === 0) return books;
    if (needs.lockedShiftIds.length > 0)
      await tx.query('select 1 from shift where id = any($1::uuid[]) order by id for update', [
        needs.lockedShiftIds,
      ]);
    const { rows } = await tx.query<{ shifts: ShiftId[] | null; reports: string[] | null }>({
      name: 'read-shifts',
      text: `select (select array_agg(id) from shift where id = any($1::uuid[])) as shifts,
                    (select array_agg(snapshot order by id) from z_report where shift_id = any($1::uuid[])) as reports`,
      values: [needs.shiftIds],
    });
    for (const id of rows[0]?.shifts ?? []) books.#known.add(id);
    for (const snapshot of rows[0]?.reports ?? []) books.#keep(zReportSchema.parse(JSON.parse(snapshot)));
    if (needs.reports.length > 0) await books.#readForClosing(tx, needs.reports);
    return books;
  }

  async #readForClosing(tx: PoolClient, reports: readonly ZReport[]): Promise<void> {
    const shiftIds = reports.map(({ shift }) => shift.id);
    for (const id of shiftIds) this.#records.set(id, { sales: [], refunds: [], movements: [] });
    const read = async (column: 'snapshot' | 'data', table: string): Promise<unknown[]> => {
      const { rows } = await tx.query<{ text: string }>(
        `select ${column} as text from ${table} where shift_id = any($1::uuid[]) order by id`,
        [shiftIds],
      );
      return rows.map(({ text }): unknown => JSON.parse(text));
    };
    for (const row of await read('snapshot', 'sale'))
      this.#note({ kind: 'sale', record: saleSchema.parse(row) });
    for (const row of await read('snapshot', 'refund'))
      this.#note({ kind: 'refund', record: refundSchema.parse(row) });
    for (const row of await read('data', 'cash_movement'))
      this.#note({ kind: 'cashMovement', record: cashMovementSchema.parse(row) });
    const { rows } = await tx.query<{ snapshot: string }>(
      `select z.snapshot from z_report z join unnest($1::uuid[], $2::int[]) as wanted(till_id, sequence)
           on z.till_id = wanted.till_id and z.sequence between wanted.sequence - 1 and wanted.sequence
        order by z.sequence, z.id`,
      [reports.map(({ shift }) => shift.tillId), reports.map(({ sequence }) => sequence)],
    );
    for (const { snapshot } of rows) this.#neighbours.push(zReportSchema.parse(JSON.parse(snapshot)));
  }

  knows(id: ShiftId): boolean {
    return this.#known.has(id);
  }

  open(branchId: BranchId, shift: Shift): void {
    this.#known.add(shift.id);
    this.#newShifts.push({ ...shift, branchId });
  }

  reportsOf(shiftId: ShiftId): readonly ZReport[] {
    return this.#reports.get(shiftId) ?? [];
  }

  /** Everything of a shift that is closed in this batch. */
  recordsOf(shiftId: ShiftId): ShiftRecords {
    return this.#records.get(shiftId) ?? { sales: [], refunds: [], movements: [] };
  }

  /** The till's reports with this place in its chain. */
  reportsAt(tillId: string, sequence: number): readonly ZReport[] {
    return this.#neighbours.filter(
      (report) => report.shift.tillId === tillId && report.sequence === sequence,
    );
  }

  close(branchId: BranchId, report: ZReport): void {
    this.#known.add(report.shift.id);
    this.#keep(report);
    this.#neighbours.push(report);
    this.#newReports.push({ ...report, branchId });
  }

  /** Takes a new record of a shift; if the shift has its Z already, answers what stands beside that. */
  take(branchId: BranchId, late: LateRecord): Addendum | undefined {
    this.#note(late);
    if (late.kind === 'cashMovement') this.#newMovements.push({ ...late.record, branchId });
    const [report] = this.reportsOf(late.record.shiftId);
    return report && this.add(branchId, addendumOf(report, late));
  }

  add(branchId: BranchId, addendum: Addendum): Addendum {
    this.#newAddenda.push({ ...addendum, branchId });
    return addendum;
  }

  punch(branchId: BranchId, punch: Punch): void {
    this.#newPunches.push({ ...punch, branchId });
  }

  #note(late: LateRecord): void {
    const records = this.#records.get(late.record.shiftId);
    if (late.kind === 'sale') records?.sales.push(late.record);
    else if (late.kind === 'refund') records?.refunds.push(late.record);
    else records?.movements.push(late.record);
  }

  #keep(report: ZReport): void {
    this.#reports.set(report.shift.id, [...this.reportsOf(report.shift.id), report]);
  }

  save(tx: PoolClient): Promise<unknown> {
    const once = 'on conflict (id) do nothing';
    return together(tx, () => [
      insertRows(tx, 'shift', this.#newShifts.map(shiftRow), once),
      insertRows(
        tx,
        'shift',
        [...new Map(this.#newReports.map((report) => [report.shift.id, report])).values()].map(
          closedShiftRow,
        ),
        'on conflict (id) do update set closed_at = coalesce(shift.closed_at, excluded.closed_at)',
      ),
      insertRows(tx, 'z_report', this.#newReports.map(zReportRow), once),
      insertRows(tx, 'cash_movement', this.#newMovements.map(movementRow), once),
      insertRows(tx, 'addendum', this.#newAddenda.map(addendumRow), once),
      insertRows(tx, 'punch', this.#newPunches.map(punchRow), once),
    ]);
  }
}

type Records = { readonly [K in keyof ShiftRecords]: ShiftRecords[K][number][] };
