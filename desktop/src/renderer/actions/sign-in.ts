import type { Staff } from '@galley/shared/domain/staff.ts';
import type { StaffId } from '@galley/shared/values/ids.ts';
import type { Result } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import { checkPin } from './check-pin.ts';
import type { Till } from './till.ts';

/** From here on this person sells at this till; no network is needed for it. */
export async function signIn(
  till: Till,
  args: { readonly staffId: StaffId; readonly pin: string },
): Promise<Result<Staff>> {
  const staff = await checkPin(till, args);
  if (staff.ok) await writeMeta(till.db, 'signedIn', args.staffId);
  return staff;
}
