import type { PoolClient } from 'pg';
import type { Cursor, HistoryPage } from '@galley/shared/wire/changes.ts';
import { historyRows } from '@galley/shared/wire/lasting.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import { endOfPage, feedColumns, type FeedRow, type Reader, readVersion, rowToJson } from './feed-rows.ts';
import { whyResnapshot } from './why-resnapshot.ts';

const pageRows = 500;
const pageBytes = 512 * 1024;

/**
 * The newest history up to version `below`, as JSON text (a `historyPage`), until a reader has the newest `historyRows`
 * of the branch, or all of it [S21]. What changes meanwhile moves to the head, where the reader's next pull finds it.
 */
export async function readHistory(
  tx: PoolClient,
  epoch: string,
  reader: Reader,
  cursor: Cursor,
  asked: { readonly below: number; readonly all: boolean },
): Promise<string> {
  const entities = scopes[reader.role];
  const { rows: branches } = await tx.query<{ head: string; retained: string; last: string }>({
    name: 'history-begin',
    text: `select head::text, retained::text, coalesce((
                  select version from change where branch_id = branch.id and not lasting and data is not null
                     and entity = any($2) order by version desc offset $3 limit 1), 0)::text as last
             from branch where id = $1`,
    values: [reader.branchId, entities, historyRows],
  });
  const [head, retained, last] = [branches[0]?.head, branches[0]?.retained, branches[0]?.last].map((text) =>
    Number(text ?? 0),
  ) as [number, number, number]; // as many as went in
  const floor = asked.all ? 0 : last;
  const reason = whyResnapshot(cursor, reader, { epoch, head, retained });
  if (reason !== null) return JSON.stringify({ kind: 'mustResnapshot', reason } satisfies HistoryPage);
  const { rows } = await tx.query<FeedRow>({
    name: 'read-history',
    text: `select ${feedColumns} from change
            where branch_id = $1 and version <= $2 and version > $3 and entity = any($4)
              and not lasting and data is not null
            order by change.version desc limit $5`,
    values: [reader.branchId, asked.below, floor, entities, pageRows + 1],
  });
  const end = endOfPage(rows, pageRows, pageBytes);
  const [first] = rows;
  const page =
    end > 0 || !first ? rows.slice(0, end) : await readVersion(tx, reader.branchId, entities, first.version);
  const complete = rows.length <= pageRows && end === rows.length;
  const reached = complete ? Math.min(floor, asked.below) : Number(page.at(-1)?.version) - 1;
  const changes = page.map((row) => rowToJson(row, reader.role)).join(',');
  return `{"kind":"page","floor":${reached},"complete":${complete},"changes":[${changes}]}`;
}
