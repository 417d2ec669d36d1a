import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { StockCount } from '@galley/shared/domain/stock-documents.ts';
import type { ProductId, StaffId } from '@galley/shared/values/ids.ts';
import { type Quantity, quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Somebody has looked: so much of a product is there now, whatever the books say. */
export async function countStock(
  till: Till,
  args: {
    readonly productId: ProductId;
    readonly counted: Quantity;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<StockCount>> {
  const { db } = till;
  const { productId, counted, staffId } = args;
  return db.transaction('rw', [db.meta, db.outbox, db.stock, db.staff, db.rights], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const refusal = await checkRight(db, args, { permission: 'moveStock' });
    if (refusal) return refusal;
    const by = await nameOf(db, staffId);
    const count: StockCount = {
      id: till.ids(),
      at: place.value.at,
      by,
      note: '',
      lines: [{ productId, counted }],
    };
    const known = (await db.stock.get(productId)) ?? { productId, revision: 0, version: 0 };
    await db.stock.put({ ...known, onHand: counted, shortage: quantity(0) });
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
