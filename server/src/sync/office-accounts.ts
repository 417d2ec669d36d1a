import { createHash, randomBytes, scrypt as scryptCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { BranchId, OrganisationId } from '@galley/shared/values/ids.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { SyncDatabase } from '../db/open.ts';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scryptCallback,
);
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const sessionHours = 12;

export type OfficeSession = {
  readonly name: string;
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly expiresAt: number;
};

export async function createOfficeAccount(
  db: SyncDatabase,
  branchId: BranchId,
  name: string,
  password: string,
): Promise<void> {
  const salt = randomBytes(16);
  const hash = (await scrypt(password, salt, 32, cost)).toString('hex');
  const secret = { passwordSalt: salt.toString('hex'), passwordHash: hash, failures: 0, lockedUntil: null };
  await db.prisma.officeAccount.upsert({
    where: { name },
    create: { id: uuidv7(), branchId, name, ...secret },
    update: { branchId, ...secret },
  });
}

/** A session token for the right password. Five wrong ones in a row lock the account, longer each time. */
export async function signInToOffice(
  db: SyncDatabase,
  name: string,
  password: string,
): Promise<Result<string>> {
  const wrong = refuse('badPassword', 'Name or password is wrong.');
  const account = await db.prisma.officeAccount.findUnique({ where: { name } });
  if (account?.lockedUntil && account.lockedUntil > new Date()) {
    return refuse('tooManyTries', 'Too many wrong passwords. Wait a few minutes and try again.');
  }
  // An unknown name costs as much time as a wrong password, so nobody learns which names exist.
  const salt = Buffer.from(account?.passwordSalt ?? '00', 'hex');
  const hash = await scrypt(password, salt, 32, cost);
  if (!account) return wrong;
  if (!timingSafeEqual(hash, Buffer.from(account.passwordHash, 'hex'))) {
    const failures = account.failures + 1;
    const lockMinutes = failures < 5 ? 0 : Math.min(2 ** (failures - 5), 60);
    const lockedUntil = lockMinutes > 0 ? new Date(Date.now() + lockMinutes * 60_000) : null;
    await db.prisma.officeAccount.update({ where: { name }, data: { failures, lockedUntil } });
    return wrong;
  }
  const token = randomBytes(32).toString('base64url');
  await db.prisma.officeAccount.update({ where: { name }, data: { failures: 0, lockedUntil: null } });
  await db.prisma.officeSession.create({
    data: {
      tokenHash: hashOf(token),
      accountId: account.id,
      expiresAt: new Date(Date.now() + sessionHours * 3600_000),
    },
  });
  return ok(token);
}

export async function findOfficeSession(db: SyncDatabase, token: string): Promise<OfficeSession | null> {
  const session = await db.prisma.officeSession.findUnique({
    where: { tokenHash: hashOf(token), expiresAt: { gt: new Date() } },
    include: { account: { include: { branch: true } } },
  });
  if (!session) return null;
  const { name, branch } = session.account;
  // Prisma knows a UUID as text only.
  const ids = { branchId: branch.id as BranchId, organisationId: branch.organisationId as OrganisationId };
  return { name, ...ids, expiresAt: session.expiresAt.getTime() };
}

export async function endOfficeSession(db: SyncDatabase, token: string): Promise<void> {
  await db.prisma.officeSession.deleteMany({ where: { tokenHash: hashOf(token) } });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
