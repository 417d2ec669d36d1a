import type { Staff } from '@galley/shared/domain/staff.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { readMeta, writeMeta } from '../db/database.ts';
import { checkPin } from './check-pin.ts';
import type { Till } from './till.ts';

const rememberedPeople = 8;

/** From here on this person sells at this till; no network is needed for it. */
export async function signIn(
  till: Till,
  args: { readonly staffId: StaffId; readonly pin: string },
): Promise<Result<Staff>> {
  const staff = await checkPin(till, args);
  if (!staff.ok) return staff;
  const { db } = till;
  await db.transaction('rw', [db.meta], async () => {
    const recent = (await readMeta(db, 'recentPeople')) ?? [];
    const others = recent.filter((id) => id !== args.staffId);
    await writeMeta(db, 'recentPeople', [args.staffId, ...others].slice(0, rememberedPeople));
    await writeMeta(db, 'signedIn', args.staffId);
  });
  return staff;
}
