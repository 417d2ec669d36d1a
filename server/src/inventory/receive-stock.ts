import type { Pool } from 'pg';
import { type BranchId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type Event, eventSubject } from '@galley/shared/wire/events.ts';
import { inTransaction } from '../db/transaction.ts';
import { addToOutbox } from '../messaging/outbox.ts';
import { moveStock } from './move-stock.ts';

/** Books a delivery; the first one of a product begins to keep it in stock. The relay takes the event to the feed. */
export async function receiveStock(
  pool: Pool,
  branchId: BranchId,
  goods: ReadonlyMap<ProductId, Quantity>,
): Promise<void> {
  const deliveryId = uuidv7();
  const at = instant(Date.now());
  await inTransaction(pool, async (tx) => {
    const moved = await moveStock(tx, {
      branchId,
      movements: goods,
      reason: 'PURCHASE',
      sourceId: deliveryId,
      at,
      opens: true,
    });
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
      data: {
        levels: moved.map(({ revision, data }) => ({ revision, data })),
        movements: [...goods].map(([productId, quantity]) => ({ productId, quantity })),
      },
    };
    const subject = eventSubject('inventory', event.type, branchId);
    await addToOutbox(tx, [{ id: event.id, causeId: deliveryId, subject, payload: JSON.stringify(event) }]);
  });
}
