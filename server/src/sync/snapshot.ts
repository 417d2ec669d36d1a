import type { Pool, PoolClient } from 'pg';
import {
  type Cursor,
  type EntityName,
  snapshotEndSchema,
  type SnapshotHead,
  snapshotMarkSchema,
} from '@galley/shared/wire/changes.ts';
import { scopes } from '@galley/shared/wire/scope.ts';
import type { z } from 'zod';
import { inOrganisation } from '../db/organisation.ts';
import { endOfPage, feedColumns, type FeedRow, type Reader, readVersion, rowToJson } from './feed-rows.ts';
import { whyResnapshot } from './why-resnapshot.ts';

/** What a till reads, checks and writes at once; its screens wait no longer. */
const pageRows = 500;
const pageBytes = 512 * 1024;

export type Wanted = {
  /** Where a snapshot was cut off: its head's cursor, and its last mark. */
  readonly resume: { readonly cursor: Cursor; readonly after: number } | null;
  /** Above this version history is sent, too; null: none is. */
  readonly floor: number | null;
  /** One bucket only [S23]. */
  readonly entity: EntityName | null;
};

/**
 * The newest state up to one version V of all that lasts, as JSON lines [S21]. Each page is a statement of its own, so no
 * transaction stays open and nobody waits. It is consistent all the same: the feed holds only the newest state of an
 * entity, under its newest version, so whatever changes while pages are read moves above V, where the reader's next
 * pull finds it.
 */
export async function* readSnapshot(
  pool: Pool,
  epoch: string,
  reader: Reader,
  wanted: Wanted,
): AsyncGenerator<string> {
  const entities = scopes[reader.role].filter((entity) => (wanted.entity ?? entity) === entity);
  const look = <T>(work: (tx: PoolClient) => Promise<T>) => inOrganisation(pool, reader.organisationId, work);
  const begun = await look((tx) => begin(tx, epoch, reader, wanted, entities));
  const { head } = begun;
  yield line(head);
  let { after } = begun;
  let count = 0;
  while (after < head.cursor.version) {
    const scan = { after, head, entities };
    const rows = await look((tx) => readPage(tx, reader, scan));
    if (rows.length === 0 && after >= head.floor) break;
    // Below the floor only what lasts is looked at: the next look begins at the floor.
    after = rows.length > 0 ? Number(rows.at(-1)?.version) : head.floor;
    const live = rows.filter((row) => row.data !== null);
    count += live.length;
    const lines = live.map((row) => `${rowToJson(row, reader.role)}\n`).join('');
    yield lines + line({ kind: 'mark', after } satisfies z.infer<typeof snapshotMarkSchema>);
  }
  yield line({ kind: 'end', count } satisfies z.infer<typeof snapshotEndSchema>);
}

type Scan = {
  readonly after: number;
  readonly head: SnapshotHead;
  readonly entities: readonly EntityName[];
};

/** Whole versions after a mark; an index of its own finds what lasts among much history. */
async function readPage(tx: PoolClient, reader: Reader, scan: Scan): Promise<FeedRow[]> {
  const { after, head, entities } = scan;
  const below = after < head.floor;
  const { rows } = await tx.query<FeedRow>({
    name: below ? 'snapshot-lasting' : 'snapshot-all',
    text: `select ${feedColumns} from change
            where branch_id = $1 and version > $2 and version <= $3 and entity = any($4) ${below ? 'and lasting' : ''}
            order by change.version limit $5`,
    values: [reader.branchId, after, below ? head.floor : head.cursor.version, entities, pageRows + 1],
  });
  const end = endOfPage(rows, pageRows, pageBytes);
  const [first] = rows;
  return end > 0 || !first ? rows.slice(0, end) : readVersion(tx, reader.branchId, entities, first.version);
}

async function begin(
  tx: PoolClient,
  epoch: string,
  reader: Reader,
  wanted: Wanted,
  entities: readonly EntityName[],
): Promise<{ readonly head: SnapshotHead; readonly after: number }> {
  const { rows } = await tx.query<{ head: string; retained: string }>({
    name: 'snapshot-begin',
    text: 'select head::text, retained::text from branch where id = $1',
    values: [reader.branchId],
  });
  const version = Number(rows[0]?.head ?? 0);
  const feed = { epoch, head: version, retained: Number(rows[0]?.retained ?? 0) };
  const goesOn = wanted.resume && whyResnapshot(wanted.resume.cursor, reader, feed) === null;
  const cursor = goesOn
    ? wanted.resume.cursor
    : { epoch, stream: reader.branchId, scope: reader.role, version };
  const floor = Math.min(wanted.floor ?? cursor.version, cursor.version);
  const counted = await tx.query<{ count: string }>({
    name: 'snapshot-count',
    text: `select count(*)::text from change
            where branch_id = $1 and version <= $2 and entity = any($3) and data is not null and (lasting or version > $4)`,
    values: [reader.branchId, cursor.version, entities, floor],
  });
  const count = Number(counted.rows[0]?.count ?? 0);
  return { head: { kind: 'head', cursor, floor, count }, after: goesOn ? wanted.resume.after : 0 };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
