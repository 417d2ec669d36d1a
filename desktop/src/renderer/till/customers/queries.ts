import { type CustomerRecord, phoneKey } from '@galley/shared/domain/customer.ts';
import { type Order, liveLines } from '@galley/shared/domain/order.ts';
import { findByPhone } from '../../actions/save-customer.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import { wordsOf } from '../menu/words-of.ts';

const shown = 5;
const ordersShown = 3;

/** Guests whom the branch remembers and whose number or name begins like what was typed; the newest first. */
export async function findCustomers(db: GalleyDatabase, typed: string): Promise<CustomerRecord[]> {
  const digits = typed.normalize('NFKD').replaceAll(/\D/g, '');
  const words = wordsOf(typed);
  if (digits.length < 3 && words.join('').length < 2) return [];
  return db.customers
    .reverse() // ids begin with their time
    .filter((each) => each.same === undefined && answers(each, digits, words))
    .limit(shown)
    .toArray();
}

function answers({ name, phone }: CustomerRecord, digits: string, words: readonly string[]): boolean {
  if (digits.length >= 3) return phone.normalize('NFKD').replaceAll(/\D/g, '').includes(digits);
  const known = wordsOf(name);
  return words.every((word) => known.some((each) => each.startsWith(word)));
}

export type LastOrder = Pick<Order, 'id' | 'openedAt'> & { readonly items: readonly string[] };

/** What somebody with this number had the last times, as far as this till knows; the newest first. */
export async function readLastOrders(db: GalleyDatabase, phone: string): Promise<LastOrder[]> {
  const key = phoneKey(phone);
  const known = await findByPhone(db, phone);
  if (key === null || !known) return [];
  const ids = await db.customers.filter(({ id, same }) => id === known.id || same === known.id).primaryKeys();
  const orders = await db.orders.where('customer.id').anyOf(ids).toArray();
  return orders
    .filter((order) => order.status !== 'open' && liveLines(order).length > 0)
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1))
    .slice(0, ordersShown)
    .map((order) => ({
      id: order.id,
      openedAt: order.openedAt,
      items: [...new Set(liveLines(order).map(({ name }) => name))],
    }));
}
