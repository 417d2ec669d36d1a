import { type Refusal, refuse } from '@galley/shared/values/result.ts';
import type { SyncDatabase } from '../db/open.ts';
import { isPassword } from './password.ts';
import { spendSecondFactor } from './second-factor.ts';

export type Proof = { readonly password: string; readonly code?: string | undefined };
/** What is known of an account that has to prove itself. */
export type Claimed = {
  readonly id: string;
  readonly active: boolean;
  readonly passwordSalt: string;
  readonly passwordHash: string;
  readonly lockedUntil: Date | null;
  readonly totpSecret: string | null;
};

/**
 * Whether it is whoever the account belongs to; null: it is. Wrong passwords and wrong codes count together, and the
 * fifth in a row locks the account, longer each time.
 */
export async function prove(
  db: SyncDatabase,
  account: Claimed | null,
  { password, code }: Proof,
): Promise<Refusal | null> {
  if (account?.lockedUntil && account.lockedUntil > new Date()) {
    return refuse('tooManyTries', 'Too many wrong tries. Wait a few minutes and try again.');
  }
  const known = account?.active ? { salt: account.passwordSalt, hash: account.passwordHash } : null;
  const right = await isPassword(password, known);
  if (!account) return refuse('badPassword', 'Name or password is wrong.');
  if (!right) return wrong(db, account, refuse('badPassword', 'Name or password is wrong.'));
  const { id, totpSecret } = account;
  if (totpSecret !== null) {
    if (code === undefined)
      return refuse('codeNeeded', 'Type the six digits that your authenticator app shows.');
    if (!(await spendSecondFactor(db.pool, { id, totpSecret }, code)))
      return wrong(db, account, refuse('badCode', 'This code is wrong, or was used. Wait for the next one.'));
  }
  await db.pool.query('update office_account set failures = 0, locked_until = null where id = $1', [id]);
  return null;
}

async function wrong(db: SyncDatabase, { id }: Claimed, refusal: Refusal): Promise<Refusal> {
  await db.pool.query(
    `update office_account set failures = failures + 1,
            locked_until = case when failures >= 4 then now() + least(power(2, failures - 4), 60) * interval '1 min' end
      where id = $1`,
    [id],
  );
  return refusal;
}
