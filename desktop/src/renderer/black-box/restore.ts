import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import type { Meta, OutboxRow } from '../db/rows.ts';
import type { BoxContent, BoxEntry } from './format.ts';

/** What the black box gave back. `lost`: the database knew nothing any more, so this device has to be enrolled again. */
export type Restored = {
  readonly kind: 'nothing' | 'older' | 'lost';
  readonly entries: number;
};

type RestoredFrom = Pick<BoxContent, 'place' | 'entries'>;
type Place = Pick<BoxEntry, 'incarnation' | 'number'>;

/**
 * Compares the database with the black box and brings back what only the box knows: entries beyond the last one that the
 * database has counted. They wait to be sent again; the server knows those that it has, and the feed brings the sales,
 * orders and shifts that they speak of. What is below was settled and pruned, so nobody misses it.
 */
export async function restore(db: GalleyDatabase, box: RestoredFrom): Promise<Restored> {
  const boxed = box.place?.identity;
  if (!boxed) return { kind: 'nothing', entries: 0 };
  return db.transaction('rw', [db.outbox, db.meta, db.damaged], async () => {
    const [identity, counters] = await Promise.all([readMeta(db, 'identity'), readMeta(db, 'counters')]);
    // Another till's: it was all sent before this one was enrolled here.
    if (identity && identity.till.id !== boxed.till.id) return { kind: 'nothing', entries: 0 };
    const known: Place = {
      incarnation: identity?.incarnation ?? 0,
      number: identity ? (counters?.mutation ?? 0) : 0,
    };
    await keepContradictions(db, box.entries, known);
    const missing = box.entries.filter((entry) => comesAfter(entry, known));
    await db.outbox.bulkPut(missing.map(waiting));
    const isNewer = boxed.incarnation > known.incarnation;
    if (isNewer) {
      await writeMeta(db, 'identity', boxed);
      // The key of that enrolment cannot be kept outside of the database; a new code makes a new one [S10].
      await db.meta.delete('signingKey');
      await writeMeta(db, 'rebuilt', { entries: missing.length });
    }
    if (missing.length > 0 || isNewer) await catchUp(db, box, isNewer ? null : counters);
    const kind = isNewer ? 'lost' : missing.length > 0 ? 'older' : 'nothing';
    return { kind, entries: missing.length } as const;
  });
}

/** The till goes on counting where the box ends, so that no number is ever given twice [S3]. */
async function catchUp(
  db: GalleyDatabase,
  { place, entries }: RestoredFrom,
  counters: Meta['counters'] | null | undefined,
): Promise<void> {
  if (!place) return;
  const { counters: known, identity } = place;
  const own = entries.filter((entry) => entry.incarnation === identity.incarnation);
  const last = own.reduce<BoxEntry | null>((a, b) => (a && a.number > b.number ? a : b), null);
  const lastAt = Math.max(known.lastAt, counters?.lastAt ?? 0);
  const order = Math.max(known.order, counters?.order ?? 0);
  const entered = last && { mutation: last.number, mutationHash: last.hash };
  await writeMeta(db, 'counters', { ...known, ...entered, order, lastAt });
}

/** The same number with other bytes on both sides: neither is thrown away, and a person is told. */
async function keepContradictions(
  db: GalleyDatabase,
  entries: readonly BoxEntry[],
  known: Place,
): Promise<void> {
  const below = entries.filter((entry) => !comesAfter(entry, known));
  const rows = await db.outbox.bulkGet(below.map(({ incarnation, number }) => [incarnation, number]));
  const other = below.filter((entry, index) => rows[index] !== undefined && rows[index].id !== entry.id);
  await db.damaged.bulkPut(
    other.map((entry) => ({
      id: `blackBox:${entry.id}`,
      table: 'outbox',
      key: `${entry.incarnation}:${entry.number}`,
      raw: entry.body,
      cause: 'The black box of this till holds another entry under this number.',
    })),
  );
}

function comesAfter(entry: Place, known: Place): boolean {
  if (entry.incarnation !== known.incarnation) return entry.incarnation > known.incarnation;
  return entry.number > known.number;
}

function waiting(entry: BoxEntry): OutboxRow {
  return { ...entry, state: 'waiting', verdict: null, flags: [], cause: '' };
}
