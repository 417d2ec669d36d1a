import type { CustomerRecord } from '@galley/shared/domain/customer.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { wordsOf } from '../../till/menu/words-of.ts';

export type Guest = CustomerRecord & { readonly orders: number };
const shown = 60;

/** Guests whom the branch remembers, the newest first, each with the orders that this office still holds. */
export async function readGuests(db: GalleyDatabase, typed: string): Promise<readonly Guest[]> {
  const words = wordsOf(typed);
  const digits = typed.normalize('NFKD').replaceAll(/\D/g, '');
  const found = await db.customers
    .reverse() // ids begin with their time
    .filter(({ name, phone, same }) => {
      if (same !== undefined) return false;
      if (digits.length > 0) return phone.normalize('NFKD').replaceAll(/\D/g, '').includes(digits);
      const known = wordsOf(name);
      return words.every((word) => known.some((each) => each.startsWith(word)));
    })
    .limit(shown)
    .toArray();
  return Promise.all(
    found.map(async (guest) => {
      const others = await db.customers.filter(({ same }) => same === guest.id).primaryKeys();
      const ids = [guest.id, ...others];
      return { ...guest, orders: await db.orders.where('customer.id').anyOf(ids).count() };
    }),
  );
}
