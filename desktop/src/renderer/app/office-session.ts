import type { Result } from '@galley/shared/values/result.ts';
import { type Session, sessionSchema } from '@galley/shared/wire/session.ts';
import { askOffice } from './ask-office.ts';

/** Who is signed in at this browser. The session is a cookie that scripts cannot read, so the server has to say. */
export async function readSession(): Promise<Result<Session>> {
  return askOffice('GET', '/office/session', sessionSchema);
}

export async function signInToOffice(name: string, password: string): Promise<Result<Session>> {
  return askOffice('POST', '/office/sign-in', sessionSchema, { name, password });
}

export async function signOutOfOffice(): Promise<void> {
  await fetch('/office/sign-out', { method: 'POST' });
}
