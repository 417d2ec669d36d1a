import type { GalleyDatabase } from '@galley/desktop/renderer/db/database.ts';
import { openTill } from '@galley/desktop/renderer/db/open-database.ts';
import { forceCloseDatabase } from 'fake-indexeddb';

/** All that a till's disk holds at one moment: what a copy of its profile takes along. */
export type StoreImage = ReadonlyMap<string, readonly unknown[]>;

/** In one transaction, so that the image is of one moment. */
export function readImage(db: GalleyDatabase): Promise<StoreImage> {
  return db.transaction('r', db.tables, async () => {
    const tables = await Promise.all(
      db.tables.map(async (table): Promise<[string, unknown[]]> => [table.name, await table.toArray()]),
    );
    return new Map(tables);
  });
}

/** Makes a database of this name hold what the image holds and nothing else. */
export async function writeImage(name: string, image: StoreImage): Promise<void> {
  const opened = await openTill(name);
  if (!opened.ok) throw new Error(opened.message);
  const db = opened.value;
  await db.transaction('rw', db.tables, async () => {
    for (const table of db.tables) {
      await table.clear();
      await table.bulkPut([...(image.get(table.name) ?? [])]);
    }
  });
  db.close();
}

/** The power is cut: every unfinished transaction never was, whoever still waits for it hears of a closed database. */
export function cutPower(db: GalleyDatabase): void {
  // Typed as if it took the class; it takes a database.
  forceCloseDatabase(db.backendDB() as unknown as Parameters<typeof forceCloseDatabase>[0]);
  db.close();
}
