import { Dexie } from 'dexie';
import type { GalleyDatabase } from './database.ts';

/** Calls back after commits that changed a table, made by any window of this profile; answers how to stop it. */
export function watchTable(db: GalleyDatabase, table: string, changed: () => void): () => void {
  const part = `idb://${db.name}/${table}/`;
  const listener = (parts: Record<string, unknown>) => {
    if (part in parts) changed();
  };
  Dexie.on.storagemutated.subscribe(listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}
