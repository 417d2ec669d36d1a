import type { Branch } from '@galley/shared/domain/branch.ts';
import type { Shift } from '@galley/shared/domain/shift.ts';
import type { Staff } from '@galley/shared/domain/staff.ts';
import type { ZReport } from '@galley/shared/domain/z-report.ts';
import { currentShift } from '../actions/open-shift.ts';
import { lastZ } from '../actions/read-shift.ts';
import { type GalleyDatabase, readMeta } from '../db/database.ts';
import type { Meta } from '../db/rows.ts';

/** The records of this device were gone, and its black box gave back what had not arrived. */
export type Rebuilt = { readonly till: string; readonly entries: number };

/** How far this device is on its way to selling. */
export type Gate =
  | { readonly step: 'enrol'; readonly rebuilt: Rebuilt | null }
  | { readonly step: 'menu'; readonly identity: Meta['identity'] }
  | { readonly step: 'signIn'; readonly identity: Meta['identity']; readonly branch: Branch }
  | { readonly step: 'shift'; readonly staff: Staff; readonly branch: Branch; readonly last: ZReport | null }
  | { readonly step: 'sell'; readonly staff: Staff; readonly branch: Branch; readonly shift: Shift };

export async function readGate(db: GalleyDatabase): Promise<Gate> {
  const identity = await readMeta(db, 'identity');
  if (!identity) return { step: 'enrol', rebuilt: null };
  const branch = await db.branches.get(identity.branchId);
  const people = await db.staff.filter((person) => person.active).count();
  if (!branch || people === 0) {
    const rebuilt = await readMeta(db, 'rebuilt');
    if (rebuilt) return { step: 'enrol', rebuilt: { ...rebuilt, till: identity.till.name } };
    return { step: 'menu', identity };
  }
  const signedIn = await readMeta(db, 'signedIn');
  const staff = signedIn ? await db.staff.get(signedIn) : undefined;
  if (!staff?.active) return { step: 'signIn', identity, branch };
  const shift = await currentShift(db, identity.till.id);
  if (shift) return { step: 'sell', staff, branch, shift };
  // Enrolled a moment ago, it may have a shift that it has not heard of.
  if (!(await readMeta(db, 'lastSync'))) return { step: 'menu', identity };
  return { step: 'shift', staff, branch, last: await lastZ(db, identity.till.id) };
}

/** Whoever may sign in: who sold at this till last first, then by name. */
export async function readPeople(db: GalleyDatabase): Promise<Staff[]> {
  const people = await db.staff.filter((person) => person.active).toArray();
  const recent = (await readMeta(db, 'recentPeople')) ?? [];
  const rank = ({ id }: Staff) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return people.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
