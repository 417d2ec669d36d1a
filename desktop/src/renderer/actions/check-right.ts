import { type Doer, isAllowed, type Need } from '@galley/shared/domain/permissions.ts';
import { type Refusal, refuse } from '@galley/shared/values/result.ts';
import type { GalleyDatabase } from '../db/database.ts';
import { refuseCardNumber } from './free-text.ts';

/**
 * Null when it may be done: by whoever does it, or by the word of the one who approved it. Reads `staff` and `rights`,
 * so an action that calls it in its transaction names these tables.
 */
export async function checkRight(db: GalleyDatabase, doer: Doer, need: Need): Promise<Refusal | null> {
  const secret = refuseCardNumber(doer.approval?.reason);
  if (secret) return secret;
  const crew = { staff: await db.staff.toArray(), rights: await db.rights.toArray() };
  if (isAllowed(crew, doer, need)) return null;
  return refuse('notAllowed', 'You may not do this alone. Ask somebody who may, such as a manager.');
}
