import { type PaymentIntent, troubleOf } from '@galley/shared/domain/payment-intent.ts';
import type { GalleyDatabase } from '../../db/database.ts';

export const intentFilters = ['all', 'approved', 'declined', 'givenBack'] as const;
export type IntentFilter = (typeof intentFilters)[number];

export type IntentPage = {
  /** What somebody should know of: nobody knows its outcome, or it paid for nothing. Whatever its age. */
  readonly open: readonly PaymentIntent[];
  /** Newest first. */
  readonly intents: readonly PaymentIntent[];
  readonly hasMore: boolean;
};

/** Ids are in the order of their birth, so a page costs what is on it. */
export async function readIntents(
  db: GalleyDatabase,
  filter: IntentFilter,
  most: number,
): Promise<IntentPage> {
  const newest = () => db.paymentIntents.orderBy('id').reverse();
  const found = await newest()
    .filter((intent) => matches(intent, filter))
    .limit(most + 1)
    .toArray();
  const open = await newest()
    .filter((intent) => troubleOf(intent) !== null)
    .limit(100)
    .toArray();
  return { open, intents: found.slice(0, most), hasMore: found.length > most };
}

function matches({ state, refunds = [] }: PaymentIntent, filter: IntentFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'approved':
      return state === 'authorised';
    case 'declined':
      return state === 'declined' || state === 'cancelled';
    case 'givenBack':
      return refunds.length > 0;
  }
}
