import type { Branch } from '@galley/shared/domain/branch.ts';
import { liveLines } from '@galley/shared/domain/order.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { Counted, ShiftRecords } from '@galley/shared/domain/shift-figures.ts';
import { orderTotals, totalsOf } from '@galley/shared/domain/totals.ts';
import type { CarriedOrder, ZReport } from '@galley/shared/domain/z-report.ts';
import type { TillId } from '@galley/shared/values/ids.ts';
import { sum } from '@galley/shared/values/money.ts';
import { mutations } from '@galley/shared/wire/mutations.ts';
import { Dexie } from 'dexie';
import type { GalleyDatabase } from '../db/database.ts';
import { traceOf } from '../db/held.ts';
import type { OutboxRow } from '../db/rows.ts';

/** The tables that a shift is read from. */
export function tablesOfShift(db: GalleyDatabase) {
  return [
    db.meta,
    db.outbox,
    db.shifts,
    db.sales,
    db.refunds,
    db.cashMovements,
    db.zReports,
    db.orders,
    db.branches,
  ];
}

/** Everything with the shift's id [M13]. */
export async function readShiftRecords(db: GalleyDatabase, shiftId: Shift['id']): Promise<ShiftRecords> {
  const [sales, refunds, movements] = await Promise.all([
    db.sales.where('shiftId').equals(shiftId).toArray(),
    db.refunds.where('shiftId').equals(shiftId).toArray(),
    db.cashMovements.where('shiftId').equals(shiftId).toArray(),
  ]);
  return { sales, refunds, movements };
}

const rowsAtOnce = 200;

/** What this till took back from the kitchen since it opened the shift: by the place in its log, never by the clock [S18]. */
export async function readVoids(db: GalleyDatabase, shiftId: Shift['id']): Promise<Counted> {
  const prices = [];
  for (let skipped = 0; ; skipped += rowsAtOnce) {
    const rows = await db.outbox
      .orderBy('[incarnation+number]')
      .reverse()
      .offset(skipped)
      .limit(rowsAtOnce)
      .toArray();
    for (const row of rows) {
      if (row.name === 'openShift' && traceOf(row).data.shift?.id === shiftId)
        return { count: prices.length, total: sum(prices) };
      if (row.name === 'voidLine') prices.push(priceOfVoid(row));
    }
    if (rows.length < rowsAtOnce) return { count: prices.length, total: sum(prices) };
  }
}

function priceOfVoid({ body }: OutboxRow) {
  const text: unknown = JSON.parse(body);
  const { line } = mutations.voidLine.data.parse(Object(text).data);
  return totalsOf([line]).total;
}

/** What this till's guests have not paid yet, the oldest first. */
export async function readCarriedOrders(
  db: GalleyDatabase,
  tillId: TillId,
  branch: Pick<Branch, 'charges'>,
): Promise<CarriedOrder[]> {
  const open = await db.orders.where('status').equals('open').sortBy('openedAt');
  return open
    .filter((order) => order.tillId === tillId && liveLines(order).length > 0)
    .map((order) => {
      const { id, number, table } = order;
      return { id, number, table, total: orderTotals(order, branch).total };
    });
}

/** The till's last Z as far as it is known here. */
export async function lastZ(db: GalleyDatabase, tillId: TillId): Promise<ZReport | null> {
  const own = db.zReports
    .where('[shift.tillId+sequence]')
    .between([tillId, Dexie.minKey], [tillId, Dexie.maxKey]);
  return (await own.last()) ?? null;
}
