import { expect, test } from 'vitest';
import type { PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import { newId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { type IntentFilter, readIntents } from '../../src/renderer/office/payments/queries.ts';
import { setup, type World } from '../world.ts';

/** The first is the oldest. */
async function keep(till: World, told: readonly Partial<PaymentIntent>[]): Promise<void> {
  const rows = told.map((each, index) => ({
    id: newId<PaymentIntent['id']>(() => uuidv7(1_000_000 + index)),
    tillId: null,
    orderId: newId<PaymentIntent['orderId']>(uuidv7),
    amount: money(index + 1),
    currency: 'BDT',
    state: 'authorised' as const,
    askedAt: instant(0),
    changedAt: instant(0),
    saleId: newId<NonNullable<PaymentIntent['saleId']>>(uuidv7),
    revision: 1,
    version: 1,
    ...each,
  }));
  await till.db.paymentIntents.bulkAdd(rows);
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
    const { intents, hasMore } = await readIntents(till.db, filter, most);
    return [...intents.map(({ amount }) => amount), hasMore];
  };
  expect(await amounts('all')).toEqual([5, 4, 3, 2, 1, false]);
  expect(await amounts('all', 2)).toEqual([5, 4, true]);
  expect(await amounts('approved')).toEqual([4, 3, false]);
  expect(await amounts('declined')).toEqual([5, 2, false]);
  expect(await amounts('givenBack')).toEqual([3, false]);
  const { open } = await readIntents(till.db, 'givenBack', 1);
  expect(open.map(({ state }) => state)).toEqual(['unknown']);
});
