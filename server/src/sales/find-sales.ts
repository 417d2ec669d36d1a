import type { Pool } from 'pg';
import { refundSchema } from '@galley/shared/domain/refund.ts';
import { saleSchema } from '@galley/shared/domain/sale.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type SalesPage,
  salesPageSchema,
  salesPageSize,
  type salesQuestions,
  type SoldReceipt,
} from '@galley/shared/wire/sales-office.ts';
import type { z } from 'zod';

/**
 * A page of a branch's sales, the newest first; goes on behind the last one of the page before, whatever has come meanwhile.
 * Only what is asked for is in the query, so that each has the index of its own.
 */
export async function listSales(
  pool: Pool,
  asked: z.output<typeof salesQuestions.list.question>,
): Promise<SalesPage> {
  const values: unknown[] = [asked.branchId];
  const where = ['branch_id = $1'];
  const wants = (value: unknown, condition: (at: string) => string) => {
    if (value !== undefined && value !== '') where.push(condition(`$${values.push(value)}`));
  };
  wants(
    asked.number?.toUpperCase(),
    (at) => `id in (select id from sale where branch_id = $1 and receipt_number = ${at}
             union all select sale_id from refund where branch_id = $1 and receipt_number = ${at})`,
  );
  wants(asked.table, (at) => `table_name = ${at}`);
  wants(asked.amount, (at) => `total = ${at}`);
  wants(asked.staff, (at) => `staff_id = ${at}`);
  wants(asked.day, (at) => `business_day = ${at}`);
  wants(asked.tender, (at) => `${at} = any(tenders)`);
  const [at, id] = asked.after?.split('_') ?? [];
  if (at && id) where.push(`(paid_at, id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
  const { rows } = await pool.query(
    `select id, receipt_number as "receiptNumber", to_char(paid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "paidAt",
            table_name as table, snapshot::json ->> 'staffName' as "staffName", tenders, currency, total::float8 as total,
            (select coalesce(sum(refund.total), 0)::float8 from refund where sale_id = sale.id) as refunded
       from sale where ${where.join(' and ')} order by paid_at desc, id desc limit ${salesPageSize + 1}`,
    values,
  );
  const { sales } = salesPageSchema.parse({ sales: rows.slice(0, salesPageSize), next: null });
  if (rows.length <= salesPageSize) return { sales, next: null };
  const last = must(sales.at(-1), 'a full page has a last sale');
  return { sales, next: `${last.paidAt}_${last.id}` };
}

/** One receipt of a branch with all that was given back of it; null: there is none. */
export async function findSale(
  pool: Pool,
  { branchId, id }: z.output<typeof salesQuestions.find.question>,
): Promise<SoldReceipt | null> {
  const sales = await pool.query<{ snapshot: string }>(
    'select snapshot from sale where id = $1 and branch_id = $2',
    [id, branchId],
  );
  const [sale] = sales.rows;
  if (!sale) return null;
  const refunds = await pool.query<{ snapshot: string }>(
    'select snapshot from refund where sale_id = $1 order by refunded_at, id',
    [id],
  );
  return {
    sale: saleSchema.parse(JSON.parse(sale.snapshot)),
    refunds: refunds.rows.map(({ snapshot }) => refundSchema.parse(JSON.parse(snapshot))),
  };
}
