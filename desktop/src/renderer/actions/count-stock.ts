import type { Approval } from '@galley/shared/domain/permissions.ts';
import { move } from '@galley/shared/domain/stock.ts';
import type { StockCount } from '@galley/shared/domain/stock-documents.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import type { CountedRow } from '../db/rows.ts';
import { checkRight } from './check-right.ts';
import { balanceOf } from './note-count.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

const mostLines = 500;

/** All that was noted is written down: so much was there at each moment, whatever the books say [S16]. */
export async function countStock(
  till: Till,
  args: { readonly staffId: StaffId; readonly approval?: Approval | undefined },
): Promise<Result<StockCount>> {
  const { db } = till;
  const { staffId } = args;
  const tables = [db.meta, db.outbox, db.stock, db.staff, db.rights, db.counted];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const noted = await db.counted.limit(mostLines).toArray();
    if (noted.length === 0) return refuse('nothing', 'Nothing has been counted yet.');
    const refusal = await checkRight(db, args, { permission: 'moveStock' });
    if (refusal) return refusal;
    const lines = noted.map(({ productId, counted, at }) => ({ productId, counted, at }));
    const by = await nameOf(db, staffId);
    const count: StockCount = { id: till.ids(), at: place.value.at, by, note: '', lines };
    await believe(db, noted);
    await db.counted.bulkDelete(noted.map(({ productId }) => productId));
    await recordMutation(till, place.value, {
      name: 'countStock',
      data: count,
      staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(count);
  });
}

/** What was there, and what has moved since. */
async function believe(db: GalleyDatabase, noted: readonly CountedRow[]): Promise<void> {
  const levels = await db.stock.bulkGet(noted.map(({ productId }) => productId));
  await db.stock.bulkPut(
    noted.map(({ productId, counted, believed }, index) => {
      const level = levels[index];
      const since = balanceOf(level) - believed;
      const nothing = { onHand: quantity(0), shortage: quantity(0) };
      return {
        ...(level ?? { productId, revision: 0, version: 0 }),
        ...move({ productId, ...nothing }, quantity(counted + since)),
      };
    }),
  );
}
