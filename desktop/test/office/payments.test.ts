import { expect, test } from 'vitest';
import type { PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import { newId, uuidFrom, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type IntentFilter, readIntents } from '../../src/renderer/office/payments/queries.ts';
import { applyChanges } from '../../src/renderer/sync/apply-changes.ts';
import { setup, type World } from '../world.ts';

const noon = Date.UTC(2026, 5, 1, 6);
const dhaka = { timeZone: 'Asia/Dhaka' };

/** The first is the oldest, and all are of one day. Ids of online orders' intents are in no order. */
async function keep(till: World, told: readonly Partial<PaymentIntent>[]): Promise<void> {
  const intents = told.map((each, index) => ({
    id: newId<PaymentIntent['id']>(() => uuidFrom(`intent ${index}`)),
    tillId: null,
    orderId: newId<PaymentIntent['orderId']>(uuidv7),
    amount: money(index + 1),
    currency: 'BDT',
    state: 'authorised' as const,
    askedAt: instant(noon + index),
    changedAt: instant(noon + index),
    saleId: newId<NonNullable<PaymentIntent['saleId']>>(uuidv7),
    ...each,
  }));
  const changes = intents.map((data, index) => ({
    entity: 'paymentIntent' as const,
    id: data.id,
    revision: 1,
    version: index + 1,
    data,
  }));
  await applyChanges(till.db, changes, null);
}

test('the office sees payments newest first, a page at a time, and on top what nobody knows the outcome of', async () => {
  const till = await setup();
  const back = [{ id: uuidv7(), amount: money(3), state: 'refunded' as const }];
  await keep(till, [
    { state: 'unknown' },
    { state: 'declined' },
    { refunds: back },
    {},
    { state: 'cancelled' },
  ]);
  const amounts = async (filter: IntentFilter, most = 50) => {
    const { intents, hasMore } = await readIntents(till.db, dhaka, filter, most, noon + 1000);
    return [...intents.map(({ amount }) => amount), hasMore];
  };
  expect(await amounts('all')).toEqual([5, 4, 3, 2, 1, false]);
  expect(await amounts('all', 2)).toEqual([5, 4, true]);
  expect(await amounts('approved')).toEqual([4, 3, false]);
  expect(await amounts('declined')).toEqual([5, 2, false]);
  expect(await amounts('givenBack')).toEqual([3, false]);
  const { open, today } = await readIntents(till.db, dhaka, 'givenBack', 1, noon + 1000);
  expect(open.map(({ state }) => state)).toEqual(['unknown']);
  // The third and the fourth were taken, and the third has gone back.
  expect(today).toEqual({ taken: 7, back: 3, onItsWay: 0 });
  const { today: tomorrow } = await readIntents(till.db, dhaka, 'all', 1, noon + 24 * 3600_000 - 1);
  expect(tomorrow).toEqual({ taken: 0, back: 0, onItsWay: 0 });
});
