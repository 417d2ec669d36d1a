import { type Customer, phoneKey } from '@galley/shared/domain/customer.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { wordsOf } from '../menu/words-of.ts';

/** So many of the newest orders are looked through: whoever comes back does so within weeks. */
const searched = 3000;
const shown = 5;

/** Guests of the branch's latest orders whose number or name begins like what was typed, each once as they were last. */
export async function findCustomers(db: GalleyDatabase, typed: string): Promise<Customer[]> {
  const digits = typed.normalize('NFKD').replaceAll(/\D/g, '');
  const words = wordsOf(typed);
  if (digits.length < 3 && words.join('').length < 2) return [];
  const found = new Map<string, Customer>();
  await db.orders
    .orderBy('id') // ids begin with their time
    .reverse()
    .limit(searched)
    .until(() => found.size === shown)
    .each(({ customer }) => {
      if (!customer || !answers(customer, digits, words)) return;
      const key = phoneKey(customer.phone) ?? customer.name;
      if (!found.has(key)) found.set(key, customer);
    });
  return [...found.values()];
}

function answers({ name, phone }: Customer, digits: string, words: readonly string[]): boolean {
  if (digits.length >= 3) return phone.normalize('NFKD').replaceAll(/\D/g, '').includes(digits);
  const known = wordsOf(name);
  return words.every((word) => known.some((each) => each.startsWith(word)));
}
