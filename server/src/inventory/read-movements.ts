import type { Pool } from 'pg';
import { must } from '@galley/shared/values/must.ts';
import type { BranchId, ProductId } from '@galley/shared/values/ids.ts';
import { type MovementsPage, movementsPageSchema } from '@galley/shared/wire/stock-office.ts';
import { instantSchema } from '@galley/shared/values/time.ts';
import { z } from 'zod';

const pageSize = 50;
const placeSchema = z.tuple([instantSchema, z.string().regex(/^\d+$/)]);

/** What moved of a product, newest first, with the papers behind it. */
export async function readMovements(
  pool: Pool,
  {
    branchId,
    productId,
    after,
  }: { readonly branchId: BranchId; readonly productId: ProductId; readonly after: string | null },
): Promise<MovementsPage> {
  const [at, id] = after === null ? [null, null] : placeSchema.parse(JSON.parse(after));
  const { rows } = await pool.query<Record<string, unknown> & { at: Date; id: string }>({
    name: after === null ? 'read-movements' : 'read-movements-after',
    text: `select m.id::text, m.reason, m.quantity::float8 as quantity, m.counted::float8 as counted, m.cost::float8 as cost,
                  m.moved_at as at, document.by, document.note, document.party
             from movement m left join document on document.id = m.source_id
            where m.branch_id = $1 and m.product_id = $2
              ${after === null ? '' : 'and (m.moved_at, m.id) < ($3, $4::bigint)'}
            order by m.moved_at desc, m.id desc limit ${pageSize + 1}`,
    values: after === null ? [branchId, productId] : [branchId, productId, at, id],
  });
  const shown = rows.slice(0, pageSize).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = rows.length > pageSize ? must(shown.at(-1), 'the page is full') : null;
  return movementsPageSchema.parse({ rows: shown, next: last && JSON.stringify([last.at, last.id]) });
}
