import { type Result, ok } from '@galley/shared/values/result.ts';
import { writeMeta } from '../db/database.ts';
import type { Till } from './till.ts';

/** Leaves the till to the next person; the order on screen stays. */
export async function signOut(till: Till): Promise<Result<null>> {
  await writeMeta(till.db, 'signedIn', null);
  return ok(null);
}
