import type { Result } from '@galley/shared/values/result.ts';
import {
  type AccountRequest,
  type Accounts,
  accountsSchema,
  type Invitation,
  invitationSchema,
  type OfficeSessionEntry,
  officeSessionsSchema,
  recoveryCodesSchema,
  type TotpOffer,
  totpOfferSchema,
} from '@galley/shared/wire/accounts.ts';
import { z } from 'zod';
import { askOffice } from './ask-office.ts';

/** That it is still whoever signed in. */
export function confirmAccount(password: string, code: string | null): Promise<Result<null>> {
  return askOffice('POST', '/office/confirm', z.null(), { password, ...(code !== null && { code }) });
}

/** Another password; every other browser is signed out. */
export function changePassword(before: string, password: string): Promise<Result<null>> {
  return askOffice('POST', '/office/account/password', z.null(), { before, password });
}

/** Where this account is signed in. Throws what the server refuses, as queries want it. */
export async function readSessions(): Promise<OfficeSessionEntry[]> {
  const answer = await askOffice('GET', '/office/account/sessions', officeSessionsSchema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.sessions;
}

export function endSession(id: string): Promise<Result<null>> {
  return askOffice('POST', `/office/account/sessions/${id}/end`, z.null());
}

/** A fresh secret for an authenticator app; in force only once `setTotp` has shown that the app has it. */
export function beginTotp(): Promise<Result<TotpOffer>> {
  return askOffice('POST', '/office/account/totp/begin', totpOfferSchema);
}

export function setTotp(secret: string, code: string): Promise<Result<{ recoveryCodes: string[] }>> {
  return askOffice('POST', '/office/account/totp', recoveryCodesSchema, { secret, code });
}

export function endTotp(): Promise<Result<null>> {
  return askOffice('POST', '/office/account/totp/off', z.null());
}

/** Everybody who works in the office, and the branches there are. Throws what the server refuses. */
export async function readAccounts(): Promise<Accounts> {
  const answer = await askOffice('GET', '/office/accounts', accountsSchema);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

export function saveAccount(account: AccountRequest): Promise<Result<Invitation>> {
  return askOffice('POST', '/office/accounts', invitationSchema, account);
}

/** A new one-time link for whoever lost password or phone. */
export function inviteAgain(id: string): Promise<Result<Invitation>> {
  return askOffice('POST', `/office/accounts/${id}/invite`, invitationSchema);
}

/** What is sent to whoever is invited. It is behind the `#`, so it reaches no log of any server. */
export function joinLink(invitation: string, name: string): string {
  return `${location.origin}/office#${new URLSearchParams({ join: invitation, name }).toString()}`;
}
