import type { PoolClient } from 'pg';
import type { BranchId, OrganisationId } from '@galley/shared/values/ids.ts';
import type { Cursor } from '@galley/shared/wire/changes.ts';
import { beginIn } from '../db/organisation.ts';

type Row = {
  version: string;
  entity: string;
  id: string;
  revision: number;
  data: string | null;
  head: string;
};

const pageRows = 500;
const pageBytes = 512 * 1024;

/**
 * The next page after a cursor as JSON text (a `changesPage`): whole versions only, at most 500 changes or 512 KiB
 * unless one version alone is larger [S20]. Head and rows come from one statement, so from one snapshot.
 */
export async function readChanges(tx: PoolClient, cursor: Cursor): Promise<string> {
  const { rows } = await tx.query<Row>({
    name: 'read-changes',
    text: `select b.head::text, c.version::text, c.entity, c.id, c.revision, c.data
             from branch b left join lateral (
               select * from change where branch_id = b.id and version > $2 order by version limit $3) c on true
            where b.id = $1 order by c.version`,
    values: [cursor.stream, cursor.version, pageRows + 1],
  });
  const head = Number(rows[0]?.head ?? 0);
  const found = rows.filter((row) => row.version !== null);
  const end = endOfPage(found);
  const page = end > 0 ? found.slice(0, end) : await readVersion(tx, cursor.stream, found[0]?.version ?? '0');
  const complete = found.length <= pageRows && page.length === found.length;
  const version = complete ? Math.max(head, cursor.version) : Number(page.at(-1)?.version ?? cursor.version);
  const next: Cursor = { ...cursor, version };
  return `{"kind":"page","cursor":${JSON.stringify(next)},"head":${head},"changes":[${page.map(changeJson).join(',')}]}`;
}

/** How many rows fit without cutting a version in two; 0 when the first version alone is too large for a page. */
function endOfPage(rows: readonly Row[]): number {
  let bytes = 0;
  let end = 0;
  for (const [index, row] of rows.entries()) {
    if (row.version !== rows[index - 1]?.version) {
      if (bytes > pageBytes && end > 0) return end;
      end = index;
    }
    bytes += row.data?.length ?? 0;
  }
  return rows.length > pageRows ? end : rows.length;
}

/** A version larger than a page goes out whole [S20]. */
async function readVersion(tx: PoolClient, stream: BranchId, version: string): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    'select version::text, entity, id, revision, data from change where branch_id = $1 and version = $2',
    [stream, version],
  );
  return rows;
}

function changeJson(row: Row): string {
  return `{"version":${row.version},"entity":"${row.entity}","id":"${row.id}","revision":${row.revision},"data":${row.data ?? 'null'}}`;
}

/**
 * Every entity's newest state at one version, as JSON lines, read through a cursor in one snapshot while others write
 * [S21]. Yields chunks of lines.
 */
export async function* readSnapshot(
  client: PoolClient,
  epoch: string,
  { branchId, organisationId }: { readonly branchId: BranchId; readonly organisationId: OrganisationId },
): AsyncGenerator<string> {
  await client.query(beginIn(organisationId, 'isolation level repeatable read read only'));
  try {
    const { rows: heads } = await client.query<{ head: string; count: string }>(
      `select head::text, (select count(*)::text from change where branch_id = $1 and data is not null) as count
         from branch where id = $1`,
      [branchId],
    );
    const count = Number(heads[0]?.count ?? 0);
    const cursor: Cursor = { epoch, stream: branchId, version: Number(heads[0]?.head ?? 0) };
    yield `${JSON.stringify({ kind: 'head', cursor, count })}\n`;
    await client.query({
      text: `declare snapshot no scroll cursor for
             select version::text, entity, id, revision, data from change
              where branch_id = '${branchId}' and data is not null order by version`,
    });
    for (;;) {
      const { rows } = await client.query<Row>('fetch 500 from snapshot');
      if (rows.length === 0) break;
      yield rows.map((row) => `${changeJson(row)}\n`).join('');
    }
    yield `${JSON.stringify({ kind: 'end', count })}\n`;
  } finally {
    await client.query('rollback');
  }
}
