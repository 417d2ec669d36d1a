import { orderSchema } from '@galley/shared/domain/order.ts';
import { z } from 'zod';
import type { GalleyDatabase } from './database.ts';
import { outboxRowSchema } from './outbox-row.ts';
import { replaceDamaged } from './replace-damaged.ts';
import type { OrderRow } from './rows.ts';

const orderRowSchema = orderSchema.extend({
  revision: z.int().min(0),
  version: z.int().min(0),
  ahead: z.boolean().optional(),
});

/** Looks once, at the start, at the rows that a till cannot do without; what it cannot read is set aside, never lost. */
export async function checkRows(db: GalleyDatabase): Promise<void> {
  await checkOrders(db);
  const unsent = await db.outbox.where('state').equals('waiting').toArray();
  for (const row of unsent) {
    if (!outboxRowSchema.safeParse(row).success) await replaceDamaged(db, row);
  }
}

async function checkOrders(db: GalleyDatabase): Promise<void> {
  const damaged: { readonly row: OrderRow; readonly cause: string }[] = [];
  // Two ranges, because Dexie's notEqual visits what it leaves out, row by row: years of paid orders.
  const status = () => db.orders.where('status');
  for (const range of [status().below('paid'), status().above('paid')]) {
    await range.each((row) => {
      const checked = orderRowSchema.safeParse(row);
      if (!checked.success) damaged.push({ row, cause: z.prettifyError(checked.error) });
    });
  }
  if (damaged.length === 0) return;
  await db.transaction('rw', [db.orders, db.damaged], async () => {
    for (const { row, cause } of damaged) {
      await db.damaged.put({
        id: `orders:${row.id}`,
        table: 'orders',
        key: row.id,
        raw: JSON.stringify(row),
        cause,
      });
      await db.orders.delete(row.id);
    }
  });
}
