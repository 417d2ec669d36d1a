import type { PoolClient } from 'pg';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { ok, refuse, type Result } from '@galley/shared/values/result.ts';
import { type AccountRequest, type Accounts, accountsSchema } from '@galley/shared/wire/accounts.ts';
import { noPassword } from './password.ts';

/** Everybody of the organisation that the transaction is about, and its branches. */
export async function readAccounts(tx: PoolClient): Promise<Accounts> {
  const { rows } = await tx.query<{ accounts: unknown; branches: unknown }>(
    `select (select coalesce(json_agg(json_build_object(
               'id', id, 'name', name, 'role', role, 'active', active, 'invited', password_hash = '',
               'totp', totp_secret is not null, 'branches',
               case role when 'owner' then array(select id from branch) else branches end) order by name), '[]')
               from office_account) as accounts,
            (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name), '[]') from branch) as branches`,
  );
  return accountsSchema.parse(rows[0]);
}

/** Sets an account of the organisation that the transaction is about; answers its id. */
export async function putAccount(
  tx: PoolClient,
  organisationId: string,
  request: AccountRequest,
): Promise<Result<string>> {
  const { accounts, branches } = await readAccounts(tx);
  const { id, name, role, active } = request;
  if (id !== null && !accounts.some((account) => account.id === id))
    return refuse('unknownAccount', 'There is no such account any more.');
  const named = branches.filter((branch) => request.branches.includes(branch.id));
  const [first] = role === 'owner' ? branches : named;
  if (!first || (role !== 'owner' && named.length < request.branches.length))
    return refuse('noBranch', 'Say for which of your branches.');
  const owners = accounts.filter((each) => each.role === 'owner' && each.active && !each.invited);
  if (role !== 'owner' || !active) {
    if (owners.every((owner) => owner.id === id))
      return refuse('noOwner', 'Then nobody could manage accounts. Make somebody else an owner first.');
  }
  const known = [first.id, named.map((branch) => branch.id), role, active];
  if (id !== null) {
    await tx.query(
      'update office_account set branch_id = $2, branches = $3, role = $4, active = $5 where id = $1',
      [id, ...known],
    );
    return ok(id);
  }
  const fresh = uuidv7();
  // Names are one for all houses of this server, because a sign-in asks for nothing else.
  const { rowCount } = await tx.query(
    `insert into office_account (id, branch_id, branches, role, active, name, organisation_id, password_salt, password_hash, recovery_hashes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}') on conflict (name) do nothing`,
    [fresh, ...known, name, organisationId, noPassword.salt, noPassword.hash],
  );
  return rowCount === 1 ? ok(fresh) : refuse('nameTaken', 'Somebody has this name already. Use another.');
}
