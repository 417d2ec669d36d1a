import type { Pool } from 'pg';
import { must } from '@galley/shared/values/must.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { type StockFilter, type StockPage, stockPageSchema } from '@galley/shared/wire/stock-office.ts';
import { z } from 'zod';
import { escapeLike } from './escape-like.ts';

type Asked = {
  readonly branchId: BranchId;
  readonly filter: StockFilter;
  readonly search: string;
  readonly after: string | null;
  readonly limit: number;
};

const placeSchema = z.tuple([z.int(), z.string(), z.uuid()]);

/** What is short, out, low, or enough: in this order. Nobody misses what is made of something else. */
const rank = `case when shortage > 0 then 0 when made then 3 when on_hand = 0 then 1 when on_hand <= low_at then 2 else 3 end`;
const filters: Readonly<Record<StockFilter, string>> = {
  all: 'true',
  low: `${rank} < 3`,
  short: 'shortage > 0',
  ingredients: `kind = 'ingredient'`,
};

/** A page of the stock of a branch. Of a page's rows alone the lots and the reservations are added up. */
export async function readLevels(pool: Pool, asked: Asked): Promise<StockPage> {
  const { branchId, filter, search, after, limit } = asked;
  const place = after === null ? null : placeSchema.parse(JSON.parse(after));
  const { rows } = await pool.query<Record<string, unknown> & { place: [number, string, string] }>({
    name: `read-levels-${filter}`,
    text: `with known as (
             select level.product_id as id, coalesce(name, '') as name, unit, coalesce(kind, 'product') as kind,
                    coalesce(item.revision, 0) as revision, made is true as made, on_hand, shortage, low_at, ${rank} as rank, lower(coalesce(name, '')) as lower
               from level left join item on item.branch_id = level.branch_id and item.id = level.product_id
              where level.branch_id = $1 and ${filters[filter]} and coalesce(name, '') ilike $2 and item.active is not false),
           page as (
             select * from known where $3::int is null or (rank, lower, id) > ($3, $4, $5::uuid)
              order by rank, lower, id limit $6)
           select id, name, unit, kind, revision, made, on_hand::float8 as "onHand", shortage::float8 as shortage, low_at::float8 as "lowAt",
                  (select coalesce(sum(cost), 0)::float8 from lot where branch_id = $1 and product_id = page.id and remaining > 0) as value,
                  (select coalesce(sum(quantity), 0)::float8 from reservation_line line join reservation on reservation.id = reservation_id
                    where line.branch_id = $1 and product_id = page.id and state = 'held' and expires_at > now()) as reserved,
                  (select recipe::json from recipe where made and branch_id = $1 and product_id = page.id
                    order by revision desc limit 1) as recipe,
                  json_build_array(rank, lower, id) as place
             from page order by rank, lower, id`,
    values: [
      branchId,
      `%${escapeLike(search)}%`,
      ...(place ?? [null, null, null]),
      limit + 1,
    ],
  }); // prettier-ignore
  const totals = place === null ? await readTotals(pool, branchId) : null;
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? JSON.stringify(must(shown.at(-1), 'the page is full').place) : null;
  return stockPageSchema.parse({ rows: shown, next, totals });
}

async function readTotals(pool: Pool, branchId: BranchId): Promise<unknown> {
  const { rows } = await pool.query<Record<string, unknown>>({
    name: 'read-stock-totals',
    text: `select count(*)::int as items, count(*) filter (where shortage > 0)::int as short,
                  count(*) filter (where ${rank} < 3)::int as low,
                  (select coalesce(sum(cost), 0)::float8 from lot where branch_id = $1 and remaining > 0) as value
             from level left join item on item.branch_id = level.branch_id and item.id = level.product_id
            where level.branch_id = $1 and item.active is not false`,
    values: [branchId],
  });
  return rows[0];
}
