import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { instant } from '@galley/shared/values/time.ts';
import type { Invitation } from '@galley/shared/wire/accounts.ts';
import { hashPassword } from './password.ts';

const invitationHours = 72;

/** A link that works once, for three days; a new one makes the last one void. Kept as a hash. */
export async function invite(tx: PoolClient, accountId: string): Promise<Invitation> {
  const invitation = randomBytes(24).toString('base64url');
  const expiresAt = new Date(Date.now() + invitationHours * 3600_000);
  await tx.query('update office_account set invite_hash = $2, invite_expires_at = $3 where id = $1', [
    accountId,
    hashOf(invitation),
    expiresAt,
  ]);
  return { invitation, expiresAt: instant(expiresAt.getTime()) };
}

/**
 * Uses a link: the account gets this password, and a second factor is set up anew. Answers the account; null: the link
 * was used, is too old, or never was one.
 */
export async function join(pool: Pool, invitation: string, password: string): Promise<string | null> {
  const { salt, hash } = await hashPassword(password);
  const { rows } = await pool.query<{ id: string }>(
    `update office_account set password_salt = $2, password_hash = $3, invite_hash = null, invite_expires_at = null,
            totp_secret = null, recovery_hashes = '{}', failures = 0, locked_until = null
      where invite_hash = $1 and invite_expires_at > now() and active returning id`,
    [hashOf(invitation), salt, hash],
  );
  return rows[0]?.id ?? null;
}

function hashOf(invitation: string): string {
  return createHash('sha256').update(invitation).digest('hex');
}
