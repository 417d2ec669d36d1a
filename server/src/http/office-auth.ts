import type { Request, Response } from 'express';
import { branchIdSchema } from '@galley/shared/values/ids.ts';
import { branchHeader, type OfficeRole, reaches } from '@galley/shared/wire/accounts.ts';
import { findSession, type FoundSession, type Place } from '../accounts/sessions.ts';
import type { SyncDatabase } from '../db/open.ts';
import { HttpRefusal } from './problem.ts';

export const sessionCookie = 'galley-session';
const confirmedForMs = 10 * 60_000;

/** Whoever asks, about the branch in question. */
export type OfficeSession = FoundSession;

export function sessionToken(request: Request): string | null {
  const cookies = request.get('cookie')?.split(/;\s*/) ?? [];
  const cookie = cookies.find((each) => each.startsWith(`${sessionCookie}=`));
  return cookie?.slice(sessionCookie.length + 1) ?? null;
}

/** Scripts cannot read it, and no other site's page sends it. */
export function setSessionCookie(request: Request, response: Response, token: string): void {
  response.cookie(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.secure,
    path: '/',
  });
}

/**
 * Who is signed in, if their role reaches as far as `least`, about the branch that the request names, if it is one of
 * theirs. Every route of the office begins with this.
 */
export async function officeSession(
  db: SyncDatabase,
  request: Request,
  least: OfficeRole,
): Promise<OfficeSession> {
  const token = sessionToken(request);
  const session = token === null ? null : await findSession(db.pool, token);
  if (!session)
    throw new HttpRefusal('notSignedIn', 'Your session has ended. Sign in again; nothing is lost.');
  const wanted = branchIdSchema.safeParse(request.get(branchHeader) ?? session.branchId).data;
  if (wanted === undefined || !session.branches.includes(wanted))
    throw new HttpRefusal('notAllowed', 'Your account is not for this branch. Ask an owner.');
  if (!reaches(session.role, least))
    throw new HttpRefusal('notAllowed', `Your account is the one of an ${session.role}. Ask an owner.`);
  return { ...session, branchId: wanted };
}

/** The same before something dangerous: whoever found an open browser does not know the password. */
export async function confirmedSession(
  db: SyncDatabase,
  request: Request,
  least: OfficeRole,
): Promise<OfficeSession> {
  const session = await officeSession(db, request, least);
  if (Date.now() - session.confirmedAt > confirmedForMs)
    throw new HttpRefusal('confirmFirst', 'Type your password once more: a passer-by must not do this.');
  return session;
}

export function placeOf(request: Request): Place {
  return { address: request.ip ?? '', agent: request.get('user-agent') ?? '' };
}
