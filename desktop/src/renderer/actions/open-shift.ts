import type { Shift } from '@galley/shared/domain/shift.ts';
import { newId, type ShiftId, type StaffId, type TillId } from '@galley/shared/values/ids.ts';
import type { Money } from '@galley/shared/values/money.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import { businessDayOf } from '@galley/shared/values/time.ts';
import { Dexie } from 'dexie';
import type { GalleyDatabase } from '../db/database.ts';
import type { Stored } from '../db/rows.ts';
import { refuseCardNumber } from './free-text.ts';
import { lastZ } from './read-shift.ts';
import { readPlace, recordMutation } from './record-mutation.ts';
import type { Till } from './till.ts';

/**
 * Begins a drawer's day: every order and sale from here on belongs to this shift [M13]. Cash that is not what the shift before
 * left in the drawer needs a reason; it is on the Z of the new one.
 */
export async function openShift(
  till: Till,
  args: { readonly staffId: StaffId; readonly float: Money; readonly floatReason?: string },
): Promise<Result<Shift>> {
  const { db } = till;
  return db.transaction('rw', [db.meta, db.outbox, db.shifts, db.branches, db.zReports], async () => {
    const place = await readPlace(till);
    if (!place.ok) return place;
    const { identity, at } = place.value;
    const branch = await db.branches.get(identity.branchId);
    if (!branch)
      return refuse('notReady', 'The menu has not arrived yet. Connect this till once, then begin.');
    if (args.float < 0) return refuse('badFloat', 'The cash in the drawer cannot be less than nothing.');
    const businessDay = businessDayOf(at, branch.timeZone);
    const current = await currentShift(db, identity.till.id);
    if (current?.businessDay === businessDay) {
      return refuse('alreadyOpen', `The shift of ${businessDay} is open already.`);
    }
    const left = (await lastZ(db, identity.till.id))?.leftInDrawer ?? args.float;
    const reason = (args.floatReason ?? '').trim();
    if (left !== args.float && reason === '')
      return refuse('noReason', 'The drawer holds something else than the shift before left there. Say why.');
    const secret = refuseCardNumber(reason);
    if (secret) return secret;
    const shift: Shift = {
      id: newId<ShiftId>(till.ids),
      tillId: identity.till.id,
      businessDay,
      openedBy: args.staffId,
      openedAt: at,
      float: args.float,
      ...(left !== args.float && { floatDiffers: { left, reason } }),
    };
    await db.shifts.add({ ...shift, revision: 0, version: 0 });
    await recordMutation(till, place.value, {
      name: 'openShift',
      data: { shift },
      staffId: args.staffId,
      amount: null,
    });
    return ok(shift);
  });
}

/**
 * The shift that a till sells in: of those that are not closed the one it opened last. One that was opened while the clock
 * ran years ahead stands behind all later ones, so it must not count once it is closed [S18].
 */
export async function currentShift(db: GalleyDatabase, tillId: TillId): Promise<Stored<'shift'> | undefined> {
  return db.shifts
    .where('[tillId+openedAt]')
    .between([tillId, Dexie.minKey], [tillId, Dexie.maxKey])
    .reverse()
    .filter(({ closedAt }) => closedAt === undefined)
    .first();
}
