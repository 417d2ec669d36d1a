import type { Request } from 'express';
import type { BranchId, OrganisationId } from '@galley/shared/values/ids.ts';
import { type ReaderRole, signatureHeaders } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import { officeSession } from './office-auth.ts';
import { signedTill } from './till-auth.ts';

/** Who reads a feed: the till or kitchen screen that signed the request, or the manager who is signed in. */
export type Reader = {
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly role: ReaderRole;
};

export async function feedReader(db: SyncDatabase, request: Request): Promise<Reader> {
  if (request.get(signatureHeaders.till) !== undefined) return signedTill(db, request);
  return { ...(await officeSession(db, request)), role: 'office' };
}
