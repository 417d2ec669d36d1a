import { type CashMovement, cashMovementSchema } from '@galley/shared/domain/cash-movement.ts';
import { type Order, orderSchema, withStatus } from '@galley/shared/domain/order.ts';
import { type Payment, paymentSchema, paymentsOf } from '@galley/shared/domain/payment.ts';
import { type Refund, refundPaymentsOf, refundSchema } from '@galley/shared/domain/refund.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { type ShiftState, shiftStateSchema } from '@galley/shared/domain/shift.ts';
import { type StockLevel, stockLevelSchema } from '@galley/shared/domain/stock.ts';
import { type Ticket, ticketSchema } from '@galley/shared/domain/ticket.ts';
import { type ZReport, zReportSchema } from '@galley/shared/domain/z-report.ts';
import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import type { OrderRow } from '@galley/desktop/renderer/db/rows.ts';
import { z } from 'zod';
import { runSql } from '../../server/test/database-pool.ts';
import type { TestDatabases } from '../../server/test/cluster.ts';

/** What is there; when it is low is the menu's. */
const levelSchema = stockLevelSchema.omit({ lowAt: true, ingredient: true });

/** What a branch has done, as one side tells it; sorted, so that two sides can be compared. */
export type Books = {
  readonly shifts: readonly ShiftState[];
  readonly zReports: readonly ZReport[];
  readonly cashMovements: readonly CashMovement[];
  readonly orders: readonly Order[];
  readonly tickets: readonly Ticket[];
  readonly sales: readonly Sale[];
  readonly refunds: readonly Refund[];
  readonly payments: readonly Payment[];
  readonly stock: readonly StockLevel[];
};

/** As a till has it in its Dexie. */
export async function booksOfTill(db: GalleyDatabase): Promise<Books> {
  const sales = z.array(saleSchema).parse(await db.sales.toArray());
  const refunds = z.array(refundSchema).parse(await db.refunds.toArray());
  return sorted({
    // Why a float is not what was left is for the Z and the audit log; no table of the books has it.
    shifts: z.array(shiftStateSchema.omit({ floatDiffers: true })).parse(await db.shifts.toArray()),
    zReports: z.array(zReportSchema).parse(await db.zReports.toArray()),
    cashMovements: z.array(cashMovementSchema).parse(await db.cashMovements.toArray()),
    orders: (await db.orders.toArray()).flatMap((order) => told(order, sales)),
    tickets: z.array(ticketSchema).parse(await db.tickets.toArray()),
    sales,
    refunds,
    payments: [...sales.flatMap(paymentsOf), ...refunds.flatMap(refundPaymentsOf)],
    stock: z.array(levelSchema).parse(await db.stock.toArray()),
  });
}

/** As the rows of the sales, inventory and payments databases have it. */
export async function booksOfServer(databases: TestDatabases): Promise<Books> {
  const [shifts, zReports, cashMovements, orders, tickets, sales, refunds, payments, stock] =
    await Promise.all([
      runSql(databases.sales, [
        `select id, till_id as "tillId", business_day as "businessDay", opened_by as "openedBy",
              ${instantOf('opened_at')} as "openedAt", float::float8, ${instantOf('closed_at')} as "closedAt" from shift`,
      ]),
      runSql(databases.sales, ['select snapshot as json from z_report']),
      runSql(databases.sales, ['select data as json from cash_movement']),
      runSql(databases.sales, ['select state as json from orders']),
      runSql(databases.sales, ['select data as json from ticket']),
      runSql(databases.sales, ['select snapshot as json from sale']),
      runSql(databases.sales, ['select snapshot as json from refund']),
      runSql(databases.payments, [
        `select tender_id as "tenderId", sale_id as "saleId", kind, amount::float8, reference,
              ${instantOf('paid_at')} as "paidAt" from payment`,
      ]),
      runSql(databases.inventory, [
        `select product_id as "productId", on_hand::float8 as "onHand", shortage::float8 from level`,
      ]),
    ]);
  return sorted({
    shifts: z
      .array(shiftStateSchema)
      .parse(shifts.map(({ closedAt, ...shift }) => (closedAt === null ? shift : { ...shift, closedAt }))),
    zReports: z.array(zReportSchema).parse(parsed(zReports)),
    cashMovements: z.array(cashMovementSchema).parse(parsed(cashMovements)),
    orders: z.array(orderSchema).parse(parsed(orders)),
    tickets: z.array(ticketSchema).parse(parsed(tickets)),
    sales: z.array(saleSchema).parse(parsed(sales)),
    refunds: z.array(refundSchema).parse(parsed(refunds)),
    payments: z.array(paymentSchema).parse(payments),
    stock: z.array(levelSchema).parse(stock),
  });
}

/** What a till has told of an order: lines that it neither sent nor sold are its own affair, and so is a draft of such. */
function told(row: OrderRow, sales: readonly Sale[]): Order[] {
  const order = orderSchema.parse(row);
  const sold = new Set(sales.flatMap((sale) => sale.lines.map((line) => line.id)));
  const lines = order.lines.filter((line) => line.kitchen.state !== 'unsent' || sold.has(line.id));
  return lines.length > 0 || row.revision > 0 ? [withStatus({ ...order, lines })] : [];
}

function sorted(books: Books): Books {
  const by = <T>(idOf: (row: T) => string, rows: readonly T[]) =>
    rows.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return {
    shifts: by((shift) => shift.id, books.shifts),
    zReports: by((report) => report.id, books.zReports),
    cashMovements: by((movement) => movement.id, books.cashMovements),
    orders: by((order) => order.id, books.orders),
    tickets: by((ticket) => ticket.id, books.tickets),
    sales: by((sale) => sale.id, books.sales),
    refunds: by((refund) => refund.id, books.refunds),
    payments: by((payment) => payment.tenderId, books.payments),
    stock: by((level) => level.productId, books.stock),
  };
}

function parsed(rows: readonly Record<string, unknown>[]): unknown[] {
  return rows.map((row) => JSON.parse(String(row['json'])));
}

function instantOf(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
