import type { Pool } from 'pg';
import type { OnlineView } from '@galley/shared/domain/online-order.ts';
import { must } from '@galley/shared/values/must.ts';
import {
  type onlineQuestions,
  type OnlineOrdersPage,
  onlineOrdersPageSize,
} from '@galley/shared/wire/online.ts';
import type { z } from 'zod';
import { storedOnlineSchema, viewOf } from './stored.ts';

/** Of all that its saga works with, what people are shown. */
const shownSchema = storedOnlineSchema.pick({ told: true, phone: true });

/** One order of a branch as its guest may see it; null: there is none. */
export async function findOnline(
  pool: Pool,
  { branchId, id }: z.output<typeof onlineQuestions.find.question>,
): Promise<OnlineView | null> {
  const { rows } = await pool.query<{ revision: number; data: string }>(
    'select revision, data from online_order where id = $1 and branch_id = $2',
    [id, branchId],
  );
  const [row] = rows;
  return row ? viewOf(shownSchema.parse(JSON.parse(row.data)).told, row.revision) : null;
}

/** A page of a branch's orders, the newest first; goes on behind the last one of the page before, whatever has come meanwhile. */
export async function listOnline(
  pool: Pool,
  { branchId, status, day, after }: z.output<typeof onlineQuestions.list.question>,
): Promise<OnlineOrdersPage> {
  const [at = null, id = null] = after?.split('_') ?? [];
  // Of all that a saga works with a page needs a tenth.
  const { rows } = await pool.query<{ revision: number; shown: unknown }>(
    `select revision, json_build_object('told', kept.told, 'phone', kept.phone) as shown
       from (select revision, data, placed_at, id from online_order
              where branch_id = $1 and ($2::text is null or status = $2) and ($3::text is null or business_day = $3)
                and ($4::timestamptz is null or (placed_at, id) < ($4, $5::uuid))
              order by placed_at desc, id desc limit $6) as page,
            json_to_record(data::json) as kept(told json, phone text)
      order by placed_at desc, id desc`,
    [branchId, status ?? null, day ?? null, at, id, onlineOrdersPageSize + 1],
  );
  const orders = rows.slice(0, onlineOrdersPageSize).map(({ revision, shown }) => {
    const { told, phone } = shownSchema.parse(shown);
    const { name, address, note } = told;
    return { ...viewOf(told, revision), name, phone, ...(address !== undefined && { address }), note };
  });
  if (rows.length <= onlineOrdersPageSize) return { orders, next: null };
  const last = must(orders.at(-1), 'a full page has a last order');
  return { orders, next: `${last.placedAt}_${last.id}` };
}
