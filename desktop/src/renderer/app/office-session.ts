import type { Result } from '@galley/shared/values/result.ts';
import { type Session, sessionSchema } from '@galley/shared/wire/session.ts';
import { askOffice } from './ask-office.ts';
import { chosenBranch, forgetBranch } from './chosen-branch.ts';

/** Who is signed in at this browser. The session is a cookie that scripts cannot read, so the server has to say. */
export async function readSession(): Promise<Result<Session>> {
  const answer = await askOffice('GET', '/office/session', sessionSchema);
  if (answer.ok || answer.code !== 'notAllowed' || chosenBranch() === null) return answer;
  // Somebody else signed in, or a branch was taken from them: they begin at their own first one.
  forgetBranch();
  return askOffice('GET', '/office/session', sessionSchema);
}

/** `code`: of the second factor, once it was asked for. */
export async function signInToOffice(
  name: string,
  password: string,
  code: string | null,
): Promise<Result<Session>> {
  const proof = { name, password, ...(code !== null && { code }) };
  return askOffice('POST', '/office/sign-in', sessionSchema, proof);
}

/** Uses the link of an invitation. */
export async function joinOffice(invitation: string, password: string): Promise<Result<Session>> {
  forgetBranch();
  return askOffice('POST', '/office/join', sessionSchema, { invitation, password });
}

export async function signOutOfOffice(): Promise<void> {
  await fetch('/office/sign-out', { method: 'POST' });
}
