import type { Availability } from '@galley/shared/domain/availability.ts';
import type { Approval } from '@galley/shared/domain/permissions.ts';
import type { ProductId, StaffId } from '@galley/shared/values/ids.ts';
import type { Quantity } from '@galley/shared/values/quantity.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import { checkRight } from './check-right.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/** Says how much of a product there still is: none ("86"), so many, or (null) as many as are wanted. Other tills hear of it. */
export async function setAvailability(
  till: Till,
  args: {
    readonly productId: ProductId;
    readonly left: Quantity | null;
    readonly staffId: StaffId;
    readonly approval?: Approval | undefined;
  },
): Promise<Result<Availability>> {
  const { db } = till;
  const tables = [db.meta, db.outbox, db.availability, db.staff, db.rights];
  return db.transaction('rw', tables, async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const refusal = await checkRight(db, args, { permission: 'markSoldOut' });
    if (refusal) return refusal;
    const { productId, left, staffId } = args;
    const known = await db.availability.get(productId);
    const availability: Availability = { productId, left, by: staffId, at: place.value.at };
    // Under the revision that was known: what the feed tells next is newer, be it this or another till's word.
    await db.availability.put({
      ...availability,
      revision: known?.revision ?? 0,
      version: known?.version ?? 0,
    });
    await recordMutation(till, place.value, {
      name: 'setAvailability',
      data: { availability, seen: known?.revision ?? 0 },
      staffId,
      approval: args.approval,
      amount: null,
    });
    return ok(availability);
  });
}
