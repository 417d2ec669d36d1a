import { createHash, randomInt } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { TillId } from '@galley/shared/values/ids.ts';
import { noHash } from '@galley/shared/values/hash.ts';
import { type Result, ok, refuse } from '@galley/shared/values/result.ts';
import type { DeviceRole, EnrolRequest } from '@galley/shared/wire/session.ts';
import type { SyncDatabase } from '../db/open.ts';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'; // no I, O, 0, 1: read aloud over a counter

/** A fresh one-time code for a device of a till, `ABCD-2345`; only its hash is kept. */
export async function createEnrolmentCode(
  db: Pool | PoolClient,
  tillId: TillId,
  validMinutes: number,
  role: DeviceRole = 'till',
): Promise<string> {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
  const expiresAt = new Date(Date.now() + validMinutes * 60_000);
  await db.query('insert into enrolment_code (hash, till_id, role, expires_at) values ($1, $2, $3, $4)', [
    hashOf(letters),
    tillId,
    role,
    expiresAt,
  ]);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export type Enrolled = { readonly tillId: TillId; readonly branchId: string; readonly incarnation: number };

/**
 * Trades a code for an identity: the till's next incarnation, with a log of its own that begins at 1. Incarnations that
 * this server has forgotten (restored from a backup) get their logs back, empty, for the till to refill [S10].
 */
export async function enrolTill(db: SyncDatabase, request: EnrolRequest): Promise<Result<Enrolled>> {
  const { code, publicKey, role, before } = request;
  return db.prisma.$transaction(async (tx) => {
    const used = await tx.enrolmentCode.updateManyAndReturn({
      where: {
        hash: hashOf(code.replace('-', '')),
        role,
        usedAt: null,
        expiresAt: { gt: new Date() },
        till: { disabled: false },
      },
      data: { usedAt: new Date() },
    });
    const [ticket] = used;
    if (!ticket)
      return refuse('badCode', 'This code is wrong, used or too old. Ask the manager for a new one.');
    // Counted by the database, so that of two codes used at once each gets an incarnation of its own.
    const till = await tx.till.update({
      where: { id: ticket.tillId },
      data: { incarnation: { increment: 1 } },
    });
    const known = before?.tillId === till.id ? before.incarnation : 0;
    const incarnation = Math.max(till.incarnation, known + 1);
    if (incarnation > till.incarnation)
      await tx.till.update({ where: { id: till.id }, data: { incarnation } });
    await tx.tillLog.createMany({
      data: Array.from({ length: incarnation - till.incarnation + 1 }, (_, index) => {
        return { tillId: till.id, incarnation: till.incarnation + index, publicKey, role, lastHash: noHash };
      }),
    });
    // Prisma knows a UUID as text only.
    return ok({ tillId: till.id as TillId, branchId: till.branchId, incarnation });
  });
}

function hashOf(letters: string): string {
  return createHash('sha256').update(letters).digest('hex');
}
