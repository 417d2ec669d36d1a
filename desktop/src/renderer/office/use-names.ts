import { useLiveQuery } from 'dexie-react-hooks';
import type { GalleyDatabase } from '../db/database.ts';

/** What the branch's people and tills are called, by id; nobody while it is read. */
export function useNames(db: GalleyDatabase): ReadonlyMap<string, string> {
  return useLiveQuery(() => readNames(db), [db]) ?? nobody;
}
const nobody: ReadonlyMap<string, string> = new Map();

async function readNames(db: GalleyDatabase): Promise<ReadonlyMap<string, string>> {
  const [staff, tills] = await Promise.all([db.staff.toArray(), db.tills.toArray()]);
  return new Map<string, string>([...staff, ...tills].map(({ id, name }) => [id, name]));
}
