import type { PoolClient } from 'pg';
import type { ChangesPage, Cursor } from '@galley/shared/wire/changes.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { endOfPage, type FeedRow, type Reader, readVersion, rowToJson } from './feed-rows.ts';
import { whyResnapshot } from './why-resnapshot.ts';

const pageRows = 500;
const pageBytes = 512 * 1024;

type HeadedRow = FeedRow & { readonly head: string; readonly retained: string };

/**
 * The next page after a cursor as JSON text (a `changesPage`): whole versions only, at most 500 changes or 512 KiB
 * unless one version alone is larger [S20]. Head and rows come from one statement, so from one snapshot.
 */
export async function readChanges(
  tx: PoolClient,
  epoch: string,
  reader: Reader,
  cursor: Cursor,
): Promise<string> {
  const entities = scopes[reader.role];
  const { rows } = await tx.query<HeadedRow>({
    name: 'read-changes',
    text: `select b.head::text, b.retained::text, c.version::text, c.entity, c.id, c.revision, c.data
             from branch b left join lateral (
               select * from change where branch_id = b.id and version > $2 and entity = any($3)
                order by version limit $4) c on true
            where b.id = $1 order by c.version`,
    values: [reader.branchId, cursor.version, entities, pageRows + 1],
  });
  const head = Number(rows[0]?.head ?? 0);
  const reason = whyResnapshot(cursor, reader, { epoch, head, retained: Number(rows[0]?.retained ?? 0) });
  if (reason !== null) return JSON.stringify({ kind: 'mustResnapshot', reason } satisfies ChangesPage);
  const found = rows.filter((row) => row.version !== null);
  const end = endOfPage(found, pageRows, pageBytes);
  const [first] = found;
  const page =
    end > 0 || !first ? found.slice(0, end) : await readVersion(tx, cursor.stream, entities, first.version);
  const complete = found.length <= pageRows && page.length === found.length;
  const version = complete ? head : Number(page.at(-1)?.version ?? cursor.version);
  const next: Cursor = { ...cursor, version };
  const changes = page.map((row) => rowToJson(row, reader.role)).join(',');
  return `{"kind":"page","cursor":${JSON.stringify(next)},"head":${head},"changes":[${changes}]}`;
}
