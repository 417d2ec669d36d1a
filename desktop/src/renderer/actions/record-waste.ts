import type { Approval } from '@galley/shared/domain/permissions.ts';
import { saleMovements } from '@galley/shared/domain/stock.ts';
import type { Waste } from '@galley/shared/domain/stock-documents.ts';
import type { ProductId, StaffId } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { refuseCardNumber } from './free-text.ts';
import { moveStock } from './move-stock.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Something was thrown away, broke, or was eaten by the staff: it is gone, and the branch knows why. */
export async function recordWaste(
  till: Till,
  args: {
    readonly productId: ProductId;
    readonly quantity: Quantity;
    readonly reason: string;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Waste>> {
  const { db } = till;
  const { productId, quantity, staffId } = args;
  const note = args.reason.trim();
  if (note === '') return refuse('noReason', 'Say what happened to it.');
  if (quantity <= 0) return refuse('nothing', 'Say how much is gone.');
  const tables = [db.meta, db.outbox, db.stock, db.products, db.staff, db.rights];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const refusal = refuseCardNumber(note) ?? (await checkRight(db, args, { permission: 'moveStock' }));
    if (refusal) return refusal;
    const lines = [{ productId, quantity }];
    const by = await nameOf(db, staffId);
    const waste: Waste = { id: till.ids(), at: place.value.at, by, note, lines };
    await moveStock(db, saleMovements(lines));
    await recordMutation(till, place.value, {
      name: 'recordWaste',
      data: waste,
      staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(waste);
  });
}
