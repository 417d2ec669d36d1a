import { createHash, randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import { stepOfCode } from './totp.ts';

const recoveryCodes = 8;
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Fifty bits each, so a plain hash is enough; shown once, kept hashed. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodes }, () => {
    const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

export function hashRecoveryCode(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''))
    .digest('hex');
}

/**
 * Whether a code of the app, or a recovery code, is right; either is used up by it. A code of the app is refused when it,
 * or a later one, was used before: whoever looked over a shoulder comes too late.
 */
export async function spendSecondFactor(
  pool: Pool,
  account: { readonly id: string; readonly totpSecret: string },
  code: string,
): Promise<boolean> {
  const step = stepOfCode(account.totpSecret, code.replaceAll(/\s/g, ''), Date.now());
  const { rowCount } =
    step === null
      ? await pool.query(
          `update office_account set recovery_hashes = array_remove(recovery_hashes, $2)
            where id = $1 and $2 = any(recovery_hashes)`,
          [account.id, hashRecoveryCode(code)],
        )
      : await pool.query('update office_account set totp_step = $2 where id = $1 and totp_step < $2', [
          account.id,
          step,
        ]);
  return rowCount === 1;
}
