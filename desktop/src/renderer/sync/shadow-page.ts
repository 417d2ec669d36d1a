import type { TillId } from '@galley/shared/values/ids.ts';
import type { FeedChange } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, readMeta, tableOf } from '../db/database.ts';
import type { Bucket, ShadowPage, SnapshotLoad, Told } from '../db/rows.ts';
import { breathe, chunksOf } from './chunks-of.ts';
import { isRestored } from './is-restored.ts';
import { pepperPins } from './pepper-pins.ts';
import { type ReadChange, readChange } from './read-change.ts';

/**
 * What is kept of a page until all are there: which rows it tells of, and the states that this till has not got. What
 * is here already is not written again, so a till that has most of it is not held up when all is put in place.
 */
export async function shadowPageOf(
  db: GalleyDatabase,
  load: SnapshotLoad,
  place: number,
  lines: readonly unknown[],
): Promise<ShadowPage> {
  const read: ReadChange[] = [];
  for (const chunk of chunksOf(lines)) {
    for (const line of chunk) {
      const each = readChange(line);
      if (load.bucket === null || load.bucket === each.entity) read.push(each);
    }
    await breathe();
  }
  const byEntity = new Map<string, ReadChange[]>();
  for (const each of read) {
    const group = byEntity.get(each.entity);
    if (group) group.push(each);
    else byEntity.set(each.entity, [each]);
  }
  const tillId = (await readMeta(db, 'identity'))?.till.id ?? null;
  const changes: FeedChange[] = [];
  for (const [entity, group] of byEntity) {
    const plain = group.flatMap((each): FeedChange[] => (each.ok ? [each.change] : []));
    const states = await pepperPins(db, plain);
    if (entity === 'settlement') changes.push(...states.filter((state) => concerns(state, tillId)));
    // The feed behind the snapshot may take back what a page before has brought, so it is kept whole.
    else if (load.cursor) changes.push(...states);
    else changes.push(...(await newsOf(db, load, entity as Bucket, states))); // the schema knows no other entity
  }
  return {
    place,
    told: [...byEntity].map(([entity, group]) => [entity, group.map(({ id }) => id)] as const),
    changes,
    damaged: read.flatMap((each) => (each.ok ? [] : [each.damaged])),
  };
}

/** A till settles its own mutations, the office looks at everybody's. */
function concerns(change: FeedChange, tillId: TillId | null): boolean {
  return tillId === null || (change.entity === 'settlement' && change.data?.tillId === tillId);
}

/**
 * Only the feed gives rows their versions, and it waits while a snapshot is loaded: what is the same now will be the
 * same when all is put in place.
 */
async function newsOf(
  db: GalleyDatabase,
  load: SnapshotLoad,
  bucket: Bucket,
  states: readonly FeedChange[],
): Promise<FeedChange[]> {
  if (states.length === 0) return [];
  const restored = isRestored(await readMeta(db, 'cursor'), load);
  const known: unknown[] = [];
  for (const chunk of chunksOf(states)) {
    known.push(...(await tableOf(db, bucket).bulkGet(chunk.map(({ id }) => id))));
  }
  return states.filter((state, index) => {
    const mine = known[index] as Told | undefined; // as every table of the feed holds them
    if (mine?.version !== state.version || mine.revision !== state.revision) return true;
    // Another history may have given the same numbers to something else.
    return restored && (bucket === 'order' || !isSame(mine, state));
  });
}

function isSame(mine: Told, { data, revision, version }: FeedChange): boolean {
  return JSON.stringify(mine) === JSON.stringify({ ...data, revision, version });
}
