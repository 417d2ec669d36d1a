import {
  cursorToText,
  type SnapshotHead,
  snapshotEndSchema,
  snapshotHeadSchema,
  snapshotMarkSchema,
} from '@galley/shared/wire/changes.ts';
import { must } from '@galley/shared/values/must.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { ShadowPage, SnapshotLoad } from '../db/rows.ts';
import { changesAnswerSchema } from './changes-answer.ts';
import type { Client } from './client.ts';
import { Offline } from './faults.ts';
import { jsonLines } from './json-lines.ts';
import { shadowPageOf } from './shadow-page.ts';

const stallMs = 30_000;
const frameSchema = snapshotHeadSchema.or(snapshotMarkSchema).or(snapshotEndSchema);

/** Another window of this till loads the same and was faster: look again at what is left to do. */
export class Overtaken extends Error {
  override name = 'Overtaken';
}

/** Fetches what is missing of the snapshot, page by page; nothing when all is there. */
export async function stageSnapshot(client: Client, db: GalleyDatabase): Promise<void> {
  let load = await readLoad(db);
  if (load.cursor) return;
  let lines: unknown[] = [];
  let count = 0;
  let complete = false;
  for await (const json of jsonLines(client.stream(await pathOf(db, load), { stallMs }))) {
    const frame = frameSchema.safeParse(json);
    if (!frame.success) {
      lines.push(json);
      count += 1;
    } else if (frame.data.kind === 'head') {
      load = await begin(db, load, frame.data);
    } else if (frame.data.kind === 'mark') {
      const { after } = frame.data;
      const page = await shadowPageOf(db, load, after, lines);
      load = await stage(db, load, { ...load, after, rows: load.rows + lines.length }, page);
      lines = [];
    } else {
      complete = frame.data.count === count;
    }
  }
  if (!load.head || !complete) throw new Offline('The connection was cut while the menu was loading.');
  await stage(db, load, { ...load, cursor: load.head.cursor }, null);
}

/** Adds what the feed has told since the snapshot's version; false: the server cannot go on from there. */
export async function stageFeed(client: Client, db: GalleyDatabase): Promise<boolean> {
  for (;;) {
    const load = await readLoad(db);
    const asked = cursorToText(must(load.cursor, 'the snapshot itself is staged'));
    const answer = await client.get(`/sync/changes?cursor=${encodeURIComponent(asked)}`, changesAnswerSchema);
    if (answer.kind === 'mustResnapshot') return false;
    const { cursor, head, changes } = answer;
    const page = changes.length > 0 ? await shadowPageOf(db, load, cursor.version, changes) : null;
    await stage(db, load, { ...load, cursor }, page);
    if (cursor.version >= head) return true;
  }
}

async function pathOf(db: GalleyDatabase, { bucket, head, after }: SnapshotLoad): Promise<string> {
  const query = new URLSearchParams();
  if (bucket !== null) query.set('entity', bucket);
  if (head) query.set('cursor', cursorToText(head.cursor));
  if (head) query.set('after', String(after));
  const floor = head ? head.floor : bucket && (await readMeta(db, 'floor'))?.version;
  if (typeof floor === 'number') query.set('floor', String(floor));
  return query.size > 0 ? `/sync/snapshot?${query.toString()}` : '/sync/snapshot';
}

/** Another head than the one that was being loaded: the server cannot go on from there, and all begins anew. */
async function begin(db: GalleyDatabase, load: SnapshotLoad, head: SnapshotHead): Promise<SnapshotLoad> {
  if (load.head && cursorToText(load.head.cursor) === cursorToText(head.cursor)) return load;
  return db.transaction('rw', [db.meta, db.shadow], async () => {
    await db.shadow.clear();
    return stage(db, load, { ...load, head, after: 0, rows: 0 }, null);
  });
}

/** A page and how far it brings the load, or neither. */
async function stage(
  db: GalleyDatabase,
  before: SnapshotLoad,
  after: SnapshotLoad,
  page: ShadowPage | null,
): Promise<SnapshotLoad> {
  return db.transaction('rw', [db.meta, db.shadow], async () => {
    if (JSON.stringify(await readMeta(db, 'snapshot')) !== JSON.stringify(before)) {
      throw new Overtaken();
    }
    if (page) await db.shadow.put(page);
    await writeMeta(db, 'snapshot', after);
    return after;
  });
}

async function readLoad(db: GalleyDatabase): Promise<SnapshotLoad> {
  const load = await readMeta(db, 'snapshot');
  if (!load) throw new Overtaken();
  return load;
}
