import type { OfficeRole } from '@galley/shared/wire/accounts.ts';
import type { BranchId } from '@galley/shared/values/ids.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { type Result, ok } from '@galley/shared/values/result.ts';
import type { SyncDatabase } from '../db/open.ts';
import { hashPassword } from './password.ts';
import { type Proof, prove } from './prove.ts';
import { beginSession, type Place } from './sessions.ts';

/** An account that needs no invitation: the first one of a house, and the demo's. */
export async function createOfficeAccount(
  db: SyncDatabase,
  branchId: BranchId,
  name: string,
  password: string,
  role: OfficeRole = 'owner',
): Promise<void> {
  const { organisationId } = await db.prisma.branch.findUniqueOrThrow({ where: { id: branchId } });
  const { salt, hash } = await hashPassword(password);
  const known = {
    organisationId,
    branchId,
    branches: [branchId],
    role,
    passwordSalt: salt,
    passwordHash: hash,
  };
  await db.prisma.officeAccount.upsert({
    where: { name },
    create: { id: uuidv7(), name, recoveryHashes: [], ...known },
    update: { ...known, failures: 0, lockedUntil: null },
  });
}

/** A session token for the right password, and the right second factor where the account has one. */
export async function signInToOffice(
  db: SyncDatabase,
  { name, ...proof }: Proof & { readonly name: string },
  place: Place,
): Promise<Result<string>> {
  const account = await db.prisma.officeAccount.findUnique({ where: { name } });
  const refusal = await prove(db, account, proof);
  if (refusal) return refusal;
  return ok(await beginSession(db.pool, account?.id ?? '', place)); // nobody proves to be no account
}
