import type { PoolClient } from 'pg';
import { mergeOrders, type Order, orderSchema } from '@galley/shared/domain/order.ts';
import type { Ticket } from '@galley/shared/domain/ticket.ts';
import type { BranchId, OrderId } from '@galley/shared/values/ids.ts';

export type StoredOrder = { readonly revision: number; readonly data: Order };

/** The order as all tills together have made it so far, locked until commit. */
export async function lockOrder(tx: PoolClient, id: OrderId): Promise<StoredOrder | null> {
  const { rows } = await tx.query<{ state: string; revision: number }>(
    { name: 'lock-order', text: 'select state, revision from orders where id = $1 for update', values: [id] }, // prettier-ignore
  );
  const [row] = rows;
  return row ? { revision: row.revision, data: orderSchema.parse(JSON.parse(row.state)) } : null;
}

/** Merges what a till knows into the order [S15] and keeps the tickets that came with it. */
export async function saveOrder(
  tx: PoolClient,
  branchId: BranchId,
  known: StoredOrder | null,
  news: Order,
  tickets: readonly Ticket[],
): Promise<StoredOrder> {
  // Merged also with itself, because that puts the lines in the one order that every till gives them.
  const data = mergeOrders(known?.data ?? news, news);
  const revision = (known?.revision ?? 0) + 1;
  await tx.query({
    name: 'save-order',
    text: `with saved as (
       insert into orders (id, branch_id, status, state, revision) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set status = excluded.status, state = excluded.state, revision = excluded.revision
       returning id)
     insert into ticket (id, order_id, kind, data, fired_at)
     select t.id, saved.id, t.kind, t.data, t.fired_at
       from saved, unnest($6::uuid[], $7::text[], $8::text[], $9::timestamptz[]) as t(id, kind, data, fired_at)
     on conflict (id) do nothing`,
    values: [
      data.id,
      branchId,
      data.status,
      JSON.stringify(data),
      revision,
      tickets.map((ticket) => ticket.id),
      tickets.map((ticket) => ticket.kind),
      tickets.map((ticket) => JSON.stringify(ticket)),
      tickets.map((ticket) => ticket.at),
    ],
  });
  return { revision, data };
}
