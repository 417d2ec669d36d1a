import { type GalleyDatabase, readMeta } from '../db/database.ts';
import { decodeBox } from './format.ts';
import { isNeeded } from './keep.ts';
import type { BoxStore } from './store.ts';

/** Reads the whole copy again: whether it has every entry that may still be needed. An update does not begin without. */
export async function boxHoldsAll(db: GalleyDatabase, store: BoxStore): Promise<boolean> {
  const { segments } = await store.read(null);
  const boxed = new Set(decodeBox(segments).entries.map(({ id }) => id));
  const covered = (await readMeta(db, 'coveredUpTo')) ?? {};
  const needed = await db.outbox.filter((row) => isNeeded(row, covered)).toArray();
  return needed.every(({ id }) => boxed.has(id));
}
