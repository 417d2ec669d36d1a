import type { PoolClient } from 'pg';
import type { BranchId, OrganisationId } from '@galley/shared/values/ids.ts';
import type { EntityName } from '@galley/shared/wire/changes.ts';
import { withheld } from '@galley/shared/wire/scope.ts';
import type { ReaderRole } from '@galley/shared/wire/session.ts';

/** Who reads, and so what of which branch's feed he gets. */
export type Reader = {
  readonly branchId: BranchId;
  readonly organisationId: OrganisationId;
  readonly role: ReaderRole;
};

/** A row of the feed as the database gives it; `data` is JSON text. */
export type FeedRow = {
  readonly version: string;
  readonly entity: EntityName;
  readonly id: string;
  readonly revision: number;
  readonly data: string | null;
};
export const feedColumns = 'version::text, entity, id, revision, data';

/**
 * How many of the rows fit into a page without cutting a version in two: at most `most` of them, or as many as have
 * `mostBytes`. 0 when the first version alone is too large for a page.
 */
export function endOfPage(rows: readonly FeedRow[], most: number, mostBytes: number): number {
  let bytes = 0;
  let end = 0;
  for (const [index, row] of rows.entries()) {
    if (row.version !== rows[index - 1]?.version) {
      if (bytes > mostBytes && end > 0) return end;
      end = index;
    }
    bytes += row.data?.length ?? 0;
  }
  return rows.length > most ? end : rows.length;
}

/** A version that is larger than a page goes out whole [S20]. */
export async function readVersion(
  tx: PoolClient,
  branchId: BranchId,
  entities: readonly EntityName[],
  version: string,
): Promise<FeedRow[]> {
  const { rows } = await tx.query<FeedRow>(
    `select ${feedColumns} from change where branch_id = $1 and version = $2 and entity = any($3)`,
    [branchId, version, entities],
  );
  return rows;
}

/** The row as a change of the feed, in JSON, without what the role is not to know. */
export function rowToJson(row: FeedRow, role: ReaderRole): string {
  const fields = withheld[role][row.entity];
  const data = row.data !== null && fields ? withhold(row.data, fields) : row.data;
  return `{"version":${row.version},"entity":"${row.entity}","id":"${row.id}","revision":${row.revision},"data":${data ?? 'null'}}`;
}

function withhold(data: string, fields: readonly string[]): string {
  return JSON.stringify(JSON.parse(data), (key, value: unknown) => (fields.includes(key) ? null : value));
}
