import { paperStateOf } from '@galley/shared/domain/online-paper.ts';
import type { GalleyDatabase } from '../../db/database.ts';
import type { OnlineOrderRow } from '../../db/rows.ts';

/** The online orders that wait to be made or fetched: what is wanted first comes first. */
export async function readOpenOnline(db: GalleyDatabase): Promise<OnlineOrderRow[]> {
  const open = await db.onlineOrders.where('status').equals('PAID').toArray();
  return open.toSorted((a, b) => (dueAt(a) < dueAt(b) ? -1 : 1));
}

/** When it is wanted; as soon as possible is when it came. */
export function dueAt({ wantedAt, placedAt }: Pick<OnlineOrderRow, 'wantedAt' | 'placedAt'>): string {
  return wantedAt ?? placedAt;
}

/** How many are open; null: this branch has never had one, and no screen speaks of them. */
export async function countOpenOnline(db: GalleyDatabase): Promise<number | null> {
  if ((await db.onlineOrders.count()) === 0) return null;
  return db.onlineOrders.where('status').equals('PAID').count();
}

/** Whether somebody has touched it on a kitchen's screen: then the kitchen knows, paper or not [P7]. */
export async function isSeenInKitchen(db: GalleyDatabase, orderId: OnlineOrderRow['id']): Promise<boolean> {
  return (await db.ticketStates.where('orderId').equals(orderId).count()) > 0;
}

/** Orders that should be on paper and are not, with how late they are. */
export async function readUnprinted(db: GalleyDatabase, nowMs: number): Promise<OnlineOrderRow[]> {
  const open = await readOpenOnline(db);
  const seen = await Promise.all(open.map(({ id }) => isSeenInKitchen(db, id)));
  return open.filter((order, index) =>
    ['late', 'lost'].includes(paperStateOf(order, seen[index] === true, nowMs)),
  );
}

/** The names of the branch's tills, by id. */
export async function readTillNames(db: GalleyDatabase): Promise<ReadonlyMap<string, string>> {
  return new Map((await db.tills.toArray()).map(({ id, name }) => [id, name]));
}
