import { type Crew, mayDo, type Need } from '@galley/shared/domain/permissions.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import type { GalleyDatabase } from '../../db/database.ts';

export async function readCrew(db: GalleyDatabase): Promise<Crew> {
  const [staff, rights] = await Promise.all([db.staff.toArray(), db.rights.toArray()]);
  return { staff, rights };
}

/** Whoever may do it and can say so here with a PIN, by name. */
export async function readApprovers(db: GalleyDatabase, need: Need): Promise<Staff[]> {
  const crew = await readCrew(db);
  return crew.staff
    .filter((person) => person.pin !== null && mayDo(crew, person.id, need))
    .sort((a, b) => a.name.localeCompare(b.name));
}
