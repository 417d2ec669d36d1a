import { type PaymentIntent, troubleOf } from '@galley/shared/domain/payment-intent.ts';
import { add, type Money, noMoney } from '@galley/shared/values/money.ts';
import { type Branch } from '@galley/shared/domain/branch.ts';
import { businessDayOf, instant } from '@galley/shared/values/time.ts';
import { Dexie } from 'dexie';
import type { GalleyDatabase } from '../../db/database.ts';

export const intentFilters = ['all', 'approved', 'declined', 'givenBack'] as const;
export type IntentFilter = (typeof intentFilters)[number];

export type IntentPage = {
  /** What somebody should know of: nobody knows its outcome, or it paid for nothing. Whatever its age. */
  readonly open: readonly PaymentIntent[];
  /** Newest first. */
  readonly intents: readonly PaymentIntent[];
  readonly hasMore: boolean;
  /** Of what was asked for today. */
  readonly today: GatewayTotals;
};

/** `back` is with the guests again, `onItsWay` is not yet. */
export type GatewayTotals = { readonly taken: Money; readonly back: Money; readonly onItsWay: Money };

const mostOpen = 100;
const dayMs = 24 * 3600_000;

/** Every question is answered by an index, so a page costs what is on it, however much was ever paid. */
export async function readIntents(
  db: GalleyDatabase,
  branch: Pick<Branch, 'timeZone'>,
  filter: IntentFilter,
  most: number,
  now: number,
): Promise<IntentPage> {
  const table = db.paymentIntents;
  const newest = (state: PaymentIntent['state']) =>
    table
      .where('[state+askedAt]')
      .between([state, Dexie.minKey], [state, Dexie.maxKey])
      .reverse()
      .limit(most + 1)
      .toArray();
  const found = async (): Promise<PaymentIntent[]> => {
    switch (filter) {
      case 'all':
        return table
          .orderBy('askedAt')
          .reverse()
          .limit(most + 1)
          .toArray();
      case 'approved':
        return newest('authorised');
      case 'declined':
        return byAge([...(await newest('declined')), ...(await newest('cancelled'))]).slice(0, most + 1);
      case 'givenBack':
        return table
          .orderBy('backAt')
          .reverse()
          .limit(most + 1)
          .toArray();
    }
  };
  const [intents, open, recent] = await Promise.all([
    found(),
    table.orderBy('trouble').limit(mostOpen).toArray(),
    table
      .where('askedAt')
      .above(instant(now - dayMs))
      .toArray(),
  ]);
  const day = businessDayOf(instant(now), branch.timeZone);
  return {
    // A till may have said more of its own intent than the feed.
    open: byAge(open.filter((intent) => troubleOf(intent) !== null)),
    intents: intents.slice(0, most),
    hasMore: intents.length > most,
    today: totalsOf(recent.filter(({ askedAt }) => businessDayOf(askedAt, branch.timeZone) === day)),
  };
}

export function totalsOf(intents: readonly PaymentIntent[]): GatewayTotals {
  return intents.reduce<GatewayTotals>(
    ({ taken, back, onItsWay }, { state, amount, refunds = [] }) => {
      const sumOf = (isOne: (state: string) => boolean) =>
        refunds.filter((each) => isOne(each.state)).reduce((sum, each) => add(sum, each.amount), noMoney);
      return {
        taken: state === 'authorised' ? add(taken, amount) : taken,
        back: add(
          back,
          sumOf((each) => each === 'refunded'),
        ),
        onItsWay: add(
          onItsWay,
          sumOf((each) => each === 'created' || each === 'unknown'),
        ),
      };
    },
    { taken: noMoney, back: noMoney, onItsWay: noMoney },
  );
}

function byAge<I extends Pick<PaymentIntent, 'askedAt'>>(intents: readonly I[]): I[] {
  return intents.toSorted((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
}
