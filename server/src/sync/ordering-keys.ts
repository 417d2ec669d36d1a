import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type BranchId, uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { OrderingKey } from '@galley/shared/wire/online.ts';
import { fieldChanges, keepOfficeChanges } from './audit-office.ts';

/** The keys of a branch, the newest first, the revoked too: they say who could order here once. */
export async function listOrderingKeys(tx: PoolClient, branchId: BranchId): Promise<OrderingKey[]> {
  const { rows } = await tx.query<Row>(
    `select ${columns} from ordering_key where branch_id = $1 order by id desc`,
    [branchId],
  );
  return rows.map(keyOf);
}

/** Lets one more page order here. The key stands in the page for all to read, so it says nothing but which branch it is. */
export async function createOrderingKey(tx: PoolClient, by: Maker, name: string): Promise<OrderingKey> {
  const key = `order_${randomBytes(18).toString('base64url')}`;
  const { rows } = await tx.query<Row>(
    `insert into ordering_key (id, branch_id, key, name, created_by) values ($1, $2, $3, $4, $5) returning ${columns}`,
    [uuidv7(), by.branchId, key, name, by.name],
  );
  await keepChange(tx, by, name, null, true);
  return keyOf(must(rows[0], 'an insert returns its row'));
}

/** From now on nobody orders with it; orders that were placed go on. False: the branch has no such key. */
export async function revokeOrderingKey(tx: PoolClient, by: Maker, id: string): Promise<boolean> {
  const { rows } = await tx.query<Pick<Row, 'name' | 'revoked_at'>>(
    'select name, revoked_at from ordering_key where id = $1 and branch_id = $2 for update',
    [id, by.branchId],
  );
  const [key] = rows;
  if (!key || key.revoked_at) return key !== undefined;
  await tx.query('update ordering_key set revoked_at = now() where id = $1', [id]);
  await keepChange(tx, by, key.name, true, false);
  return true;
}

/** An account of the office, at a branch. */
type Maker = { readonly branchId: BranchId; readonly name: string };

/** Whoever asks later which page could order, and by whose word, finds it in the audit log. */
function keepChange(tx: PoolClient, by: Maker, what: string, before: boolean | null, after: boolean) {
  const changes = fieldChanges({ mayOrder: before }, { mayOrder: after });
  return keepOfficeChanges(tx, by, [{ kind: 'orderingKey', what, changes }]);
}

/** The branch that a page may order at; null: nobody gave out this key, or it is revoked. */
export async function branchOfKey(pool: Pool, key: string): Promise<BranchId | null> {
  const { rows } = await pool.query<{ branch_id: BranchId }>(
    'select branch_id from ordering_key where key = $1 and revoked_at is null',
    [key],
  );
  return rows[0]?.branch_id ?? null;
}

const columns = 'id, key, name, created_by, created_at, revoked_at';
type Row = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly created_by: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
};

function keyOf({ id, key, name, created_by, created_at, revoked_at }: Row): OrderingKey {
  return {
    id,
    key,
    name,
    createdBy: created_by,
    createdAt: instant(created_at.getTime()),
    revokedAt: revoked_at && instant(revoked_at.getTime()),
  };
}
