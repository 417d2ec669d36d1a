import type { Request } from 'express';
import type { SyncDatabase } from '../db/open.ts';
import { findOfficeSession, type OfficeSession } from '../sync/office-accounts.ts';
import { HttpRefusal } from './problem.ts';

export const sessionCookie = 'galley-session';

export function sessionToken(request: Request): string | null {
  const cookies = request.get('cookie')?.split(/;\s*/) ?? [];
  const cookie = cookies.find((each) => each.startsWith(`${sessionCookie}=`));
  return cookie?.slice(sessionCookie.length + 1) ?? null;
}

export async function officeSession(db: SyncDatabase, request: Request): Promise<OfficeSession> {
  const token = sessionToken(request);
  const session = token === null ? null : await findOfficeSession(db, token);
  if (!session)
    throw new HttpRefusal('notSignedIn', 'Your session has ended. Sign in again; nothing is lost.');
  return session;
}
