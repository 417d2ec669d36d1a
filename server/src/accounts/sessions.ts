import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { branchIdSchema, organisationIdSchema } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { officeRoleSchema, type OfficeSessionEntry } from '@galley/shared/wire/accounts.ts';

/** From where somebody signs in. */
export type Place = { readonly address: string; readonly agent: string };

const sessionRowSchema = z.object({
  sessionId: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  role: officeRoleSchema,
  organisationId: organisationIdSchema,
  /** What it is about where a request does not say. */
  branchId: branchIdSchema,
  /** What the account may see: of an owner every branch there is. */
  branches: z.array(branchIdSchema),
  totp: z.boolean(),
  expiresAt: z.number(),
  confirmedAt: z.number(),
});
export type FoundSession = z.infer<typeof sessionRowSchema>;

const seenEvery = `interval '1 min'`;

/** A session of twelve hours; answers its token, of which only the hash is kept. */
export async function beginSession(
  db: Pool | PoolClient,
  accountId: string,
  { address, agent }: Place,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query(
    `insert into office_session (token_hash, account_id, expires_at, address, agent)
     values ($1, $2, now() + interval '12 h', $3, $4)`,
    [hashOf(token), accountId, address.slice(0, 100), agent.slice(0, 300)],
  );
  return token;
}

/** Whose session it is, as the account is now: a role that was changed counts from the next request on. */
export async function findSession(pool: Pool, token: string): Promise<FoundSession | null> {
  const { rows } = await pool.query(
    `with seen as (
       update office_session set seen_at = now() where token_hash = $1 and seen_at < now() - ${seenEvery})
     select s.id as "sessionId", a.id as "accountId", a.name, a.role, a.organisation_id as "organisationId",
            a.branch_id as "branchId", a.totp_secret is not null as totp,
            case a.role when 'owner' then array(select id from branch where organisation_id = a.organisation_id)
                        else a.branches end as branches,
            extract(epoch from s.expires_at)::float8 * 1000 as "expiresAt",
            extract(epoch from s.confirmed_at)::float8 * 1000 as "confirmedAt"
       from office_session s join office_account a on a.id = s.account_id
      where s.token_hash = $1 and s.expires_at > now() and a.active`,
    [hashOf(token)],
  );
  return rows[0] ? sessionRowSchema.parse(rows[0]) : null;
}

/** Whoever holds the session has just proved who they are. */
export async function confirmSession(pool: Pool, sessionId: string): Promise<void> {
  await pool.query('update office_session set confirmed_at = now() where id = $1', [sessionId]);
}

export async function listSessions(
  pool: Pool,
  accountId: string,
  current: string,
): Promise<OfficeSessionEntry[]> {
  type Row = { id: string; agent: string; address: string; began_at: Date; seen_at: Date };
  const { rows } = await pool.query<Row>(
    `select id, agent, address, began_at, seen_at from office_session
      where account_id = $1 and expires_at > now() order by seen_at desc, id`,
    [accountId],
  );
  return rows.map(({ id, agent, address, began_at, seen_at }) => ({
    id,
    agent,
    address,
    beganAt: instant(began_at.getTime()),
    seenAt: instant(seen_at.getTime()),
    current: id === current,
  }));
}

/** False: the account has no such session. */
export async function endSession(pool: Pool, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from office_session where account_id = $1 and id = $2', [
    accountId,
    id,
  ]);
  return rowCount === 1;
}

/** All sessions of an account, but for one. */
export async function endSessions(
  db: Pool | PoolClient,
  accountId: string,
  except: string | null = null,
): Promise<void> {
  await db.query('delete from office_session where account_id = $1 and id is distinct from $2', [
    accountId,
    except,
  ]);
}

export async function endSessionOf(pool: Pool, token: string): Promise<void> {
  await pool.query('delete from office_session where token_hash = $1', [hashOf(token)]);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
