import type { Punch } from '@galley/shared/domain/punch.ts';
import { newId, type PunchId, type StaffId } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { businessDayOf } from '@galley/shared/values/time.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import { nameOf } from './tell-kitchen.ts';
import type { Till } from './till.ts';

/** Somebody comes to work or goes home. */
export async function punchClock(
  till: Till,
  args: { readonly staffId: StaffId; readonly kind: Punch['kind'] },
): Promise<Result<Punch>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.punches, db.branches, db.staff], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const branch = await db.branches.get(identity.branchId);
    if (!branch)
      return refuse('notReady', 'The menu has not arrived yet. Connect this till once, then begin.');
    const punch: Punch = {
      id: newId<PunchId>(till.ids),
      tillId: identity.till.id,
      staffId: args.staffId,
      staffName: await nameOf(db, args.staffId),
      kind: args.kind,
      businessDay: businessDayOf(at, branch.timeZone),
      punchedAt: at,
    };
    await db.punches.add({ ...punch, revision: 0, version: 0 });
    await recordMutation(till, place.value, {
      name: 'punchClock',
      data: { punch },
      staffId: args.staffId,
      amount: null,
    });
    return ok(punch);
  });
}
