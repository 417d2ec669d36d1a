import type { Pool } from 'pg';
import { branchIdSchema, organisationIdSchema, type TillId } from '@galley/shared/values/ids.ts';
import { deviceRoleSchema } from '@galley/shared/wire/session.ts';
import type { TillIdentity } from '../identity/till-tokens.ts';

type Row = {
  branch_id: string;
  organisation_id: string;
  disabled: boolean;
  incarnation: number;
  public_key: string;
  role: string;
};

/** The till as it is enrolled now, with its present key; null: it never was. */
export async function findTill(
  pool: Pool,
  id: TillId,
): Promise<{ readonly till: TillIdentity; readonly publicKey: string } | null> {
  const { rows } = await pool.query<Row>({
    name: 'find-till',
    text: `select t.branch_id, b.organisation_id, t.disabled, t.incarnation, l.public_key, l.role
             from till t join branch b on b.id = t.branch_id
             join till_log l on l.till_id = t.id and l.incarnation = t.incarnation where t.id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (!row) return null;
  const till = {
    id,
    branchId: branchIdSchema.parse(row.branch_id),
    organisationId: organisationIdSchema.parse(row.organisation_id),
    incarnation: row.incarnation,
    role: deviceRoleSchema.parse(row.role),
    mayRead: !row.disabled,
  };
  return { till, publicKey: row.public_key };
}
