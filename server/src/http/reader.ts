import type { Request } from 'express';
import { signatureHeaders } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';
import type { Reader } from '../sync/feed-rows.ts';
import { officeSession } from './office-auth.ts';
import { signedTill } from './till-auth.ts';

/** Who reads a feed: the till or kitchen screen that signed the request, or the manager who is signed in. */
export async function feedReader(db: SyncDatabase, request: Request): Promise<Reader> {
  if (request.get(signatureHeaders.till) !== undefined) return signedTill(db, request);
  return { ...(await officeSession(db, request)), role: 'office' };
}
