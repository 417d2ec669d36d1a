import { createHash, randomInt } from 'node:crypto';
import type { TillId } from '@galley/shared/values/ids.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { SyncDatabase } from '../db/open.ts';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; // no I, O, 0, 1: read aloud over a counter

/** A fresh one-time code for a till, `ABCD-2345`; only its hash is kept. */
export async function createEnrolmentCode(
  db: SyncDatabase,
  tillId: TillId,
  validMinutes: number,
): Promise<string> {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const expiresAt = new Date(Date.now() + validMinutes * 60_000);
  await db.prisma.enrolmentCode.create({ data: { hash: hashOf(letters), tillId, expiresAt } });
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export type Enrolled = { readonly tillId: TillId; readonly branchId: string; readonly incarnation: number };

/** Trades a code for an identity: the till's next incarnation, with a log of its own that begins at 1 [S10]. */
export async function enrolTill(
  db: SyncDatabase,
  code: string,
  publicKey: string,
): Promise<Result<Enrolled>> {
  return db.prisma.$transaction(async (tx) => {
    const used = await tx.enrolmentCode.updateManyAndReturn({
      where: { hash: hashOf(code.replace('-', '')), usedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
    });
    const [ticket] = used;
    if (!ticket)
      return refuse('badCode', 'This code is wrong, used or too old. Ask the manager for a new one.');
    const till = await tx.till.update({
      where: { id: ticket.tillId },
      data: { incarnation: { increment: 1 } },
    });
    await tx.tillLog.create({
      data: { tillId: till.id, incarnation: till.incarnation, publicKey, lastHash: noHash },
    });
    // Prisma knows a UUID as text only.
    return ok({ tillId: till.id as TillId, branchId: till.branchId, incarnation: till.incarnation });
  });
}

function hashOf(letters: string): string {
  return createHash('sha256').update(letters).digest('hex');
}
