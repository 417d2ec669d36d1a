import type { Staff } from '@galley/shared/domain/staff.ts';
import type { FeedChange } from '@galley/shared/wire/changes.ts';
import { type GalleyDatabase, readMeta, writeMeta } from '../db/database.ts';
import { createPinKey, pepper } from '../db/pepper.ts';
import type { StaffRow } from '../db/rows.ts';
import { wantSnapshot } from './want-snapshot.ts';

/** What came by the feed, as this device may keep it: no PIN can be found out from it without the device's own key. */
export async function pepperPins(
  db: GalleyDatabase,
  changes: readonly FeedChange[],
): Promise<readonly FeedChange[]> {
  if (!changes.some((change) => change.entity === 'staff' && change.data?.pin)) return changes;
  const key = await ownPinKey(db);
  const keep = async (change: FeedChange): Promise<FeedChange> =>
    change.entity === 'staff' && change.data
      ? { ...change, data: { ...change.data, pin: await pepperPin(key, change.data.pin) } }
      : change;
  return Promise.all(changes.map(keep));
}

/**
 * The key of this device, which is made when it is first wanted. In the same commit the plain verifiers go that a version
 * without such a key has kept: those of people are replaced, and what was staged with some in it is fetched again.
 */
export async function ownPinKey(db: GalleyDatabase): Promise<CryptoKey> {
  const known = await readMeta(db, 'pinKey');
  if (known) return known;
  const key = await createPinKey();
  const plain = await db.staff.toArray();
  const peppered = await Promise.all(
    plain.map(async ({ id, pin }) => ({ id, pin: await pepperPin(key, pin) })),
  );
  return db.transaction('rw', [db.meta, db.staff, db.shadow], async () => {
    const other = await readMeta(db, 'pinKey');
    if (other) return other; // another window was faster
    await writeMeta(db, 'pinKey', key);
    for (const { id, pin } of peppered) await db.staff.update(id, { pin });
    const staged = db.shadow.filter(({ told }) => told.some(([entity]) => entity === 'staff'));
    if ((await staged.count()) > 0) await wantSnapshot(db, (await readMeta(db, 'snapshot'))?.bucket ?? null);
    return key;
  });
}

async function pepperPin(key: CryptoKey, pin: Staff['pin']): Promise<StaffRow['pin']> {
  return pin && { salt: pin.salt, hash: await pepper(key, pin.hash), peppered: true };
}
