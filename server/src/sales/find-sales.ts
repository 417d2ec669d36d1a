import type { Pool } from 'pg';
import { tenderKinds } from '@galley/shared/domain/payment.ts';
import { type Refund, refundSchema } from '@galley/shared/domain/refund.ts';
import { type Sale, saleSchema } from '@galley/shared/domain/sale.ts';
import { refundedIdsOf } from '@galley/shared/domain/typed-refund.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type LocatedSale,
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
  // Few sets of ways to pay there are: the newest of each that has it in are found by index, however seldom it is taken.
  if (asked.tender) where.push(`tenders = string_to_array(kinds, ',')`);
  const [at, id] = asked.after?.split('_') ?? [];
  if (at && id) where.push(`(paid_at, id) < ($${values.push(at)}::timestamptz, $${values.push(id)}::uuid)`);
  const newest = 'order by paid_at desc, id desc';
  const page = `select * from sale where ${where.join(' and ')} ${newest} limit ${salesPageSize + 1}`;
  const from = asked.tender
    ? `unnest($${values.push(setsWith(asked.tender))}::text[]) as kinds cross join lateral (${page}) as sale`
    : `(${page}) as sale`;
  const { rows } = await pool.query(
    `select id, receipt_number as "receiptNumber", to_char(paid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "paidAt",
            table_name as table, snapshot::json ->> 'staffName' as "staffName", tenders, currency, total::float8 as total,
            (select coalesce(sum(refund.total), 0)::float8 from refund where sale_id = sale.id) as refunded
       from ${from} ${newest} limit ${salesPageSize + 1}`,
    values,
  );
  const { sales } = salesPageSchema.parse({ sales: rows.slice(0, salesPageSize), next: null });
  if (rows.length <= salesPageSize) return { sales, next: null };
  const last = must(sales.at(-1), 'a full page has a last sale');
  return { sales, next: `${last.paidAt}_${last.id}` };
}

type TenderKind = (typeof tenderKinds)[number];

/** Every set of ways to pay that has this one in, as the books have it: in their order, with commas between them. */
function setsWith(tender: TenderKind): string[] {
  const others = tenderKinds.filter((kind) => kind !== tender);
  const sets = others.reduce<TenderKind[][]>(
    (all, kind) => [...all, ...all.map((set) => [...set, kind])],
    [[tender]],
  );
  return sets.map((set) => set.toSorted().join(','));
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

/** Under which ids a sale and its refunds stand, also those that were typed from its paper; null: there is none. */
export async function locateSale(
  pool: Pool,
  { branchId, number, id }: z.output<typeof salesQuestions.locate.question>,
): Promise<LocatedSale | null> {
  const { rows } = await pool.query<Pick<Sale, 'id' | 'receiptNumber'>>(
    `select id, receipt_number as "receiptNumber" from sale
      where branch_id = $1 and ${id === undefined ? 'receipt_number' : 'id'} = $2 order by id limit 1`,
    [branchId, id ?? number],
  );
  const [sale] = rows;
  if (!sale) return null;
  const refunds = await pool.query<{ id: Refund['id'] }>(
    'select id from refund where sale_id = any($1::uuid[]) order by id',
    [refundedIdsOf(branchId, sale)],
  );
  return { saleId: sale.id, refundIds: refunds.rows.map((refund) => refund.id) };
}
