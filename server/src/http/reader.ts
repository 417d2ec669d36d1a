import type { Request } from 'express';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { signatureHeaders } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import { officeSession } from './office-auth.ts';
import { signedTill } from './till-auth.ts';

/** The branch whose feed this request may read: that of the till that signed it, or of the manager signed in. */
export async function readableBranch(db: SyncDatabase, request: Request): Promise<BranchId> {
  const signed = request.get(signatureHeaders.till) !== undefined;
  return signed ? (await signedTill(db, request)).branchId : (await officeSession(db, request)).branchId;
}
