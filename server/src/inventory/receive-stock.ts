import type { Pool, PoolClient } from 'pg';
import { type BranchId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type Event, eventSubject } from '@galley/shared/wire/events.ts';
import { inTransaction } from '../db/transaction.ts';
import { addToOutbox } from '../messaging/outbox.ts';
import { StockBooks, stockMoved } from './books.ts';

/** Books a delivery; the first one of a product begins to keep it in stock. The relay takes the event to the feed. */
export async function receiveStock(
  pool: Pool,
  branchId: BranchId,
  goods: ReadonlyMap<ProductId, Quantity>,
): Promise<void> {
  const deliveryId = uuidv7();
  const at = instant(Date.now());
  await inTransaction(pool, async (tx) => {
    await openLevels(tx, branchId, [...goods.keys()]);
    const books = await StockBooks.open(
      tx,
      [...goods.keys()].map((productId) => ({ branchId, productId })),
      [deliveryId],
    );
    const moved = books.move({ branchId, quantities: goods, reason: 'PURCHASE', sourceId: deliveryId, at });
    await books.save(tx);
    const event: Event = {
      id: uuidv7(),
      type: 'stockMoved',
      version: 1,
      occurredAt: at,
      correlationId: deliveryId,
      causationId: null,
      branchId,
      worker: 'inventory',
      verdict: 'applied',
      flags: [],
      data: stockMoved(moved),
    };
    const subject = eventSubject('inventory', event.type, branchId);
    await addToOutbox(tx, [{ id: event.id, causeId: deliveryId, subject, payload: JSON.stringify(event) }]);
  });
}

/** From now on the branch keeps these in stock. */
async function openLevels(
  tx: PoolClient,
  branchId: BranchId,
  productIds: readonly ProductId[],
): Promise<void> {
  await tx.query(
    `insert into level (branch_id, product_id, on_hand, shortage, revision)
     select $1, id, 0, 0, 0 from unnest($2::uuid[]) as id on conflict do nothing`,
    [branchId, productIds],
  );
}
