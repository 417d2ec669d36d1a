import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  advance,
  type IntentState,
  intentStates,
  keptOf,
  mayRetry,
  declineCodeSchema,
  paymentRequestSchema,
  type RefundState,
  refundStates,
  troubleOf,
} from '../../src/domain/payment-intent.ts';
import { money } from '../../src/values/money.ts';
import { uuidFrom } from '../../src/values/ids.ts';

const words = fc.array(fc.constantFrom(...intentStates), { maxLength: 12 });
const fold = (told: readonly IntentState[]) =>
  told.reduce<IntentState>((state, word) => advance(intentStates, state, word), 'created');

test('[S15] whatever is said about an intent, in whatever order and however often, it comes to the same state', () => {
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.nat()), (told, dice) => {
      const shuffled = told
        .flatMap((word) => Array.from({ length: 1 + ((dice.next().value as number) % 3) }, () => word)) // said again
        .map((word) => ({ word, place: dice.next().value as number }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ word }) => word);
      expect(fold(shuffled)).toBe(fold(told));
    }),
  );
});

test('[S15] an intent never goes backward, and money that was taken outweighs everything', () => {
  fc.assert(
    fc.property(words, (told) => {
      const path = told.map((_, index) => intentStates.indexOf(fold(told.slice(0, index + 1))));
      expect(path).toEqual(path.toSorted((a, b) => a - b));
      if (told.includes('authorised')) expect(fold(told)).toBe('authorised');
    }),
  );
});

test('money that came back to the house after it was given back is told, and stays told', () => {
  const states: readonly RefundState[] = ['unknown', 'refunded', 'failed', 'refunded', 'unknown'];
  const steps = states.map((_, index) =>
    states
      .slice(0, index + 1)
      .reduce<RefundState>((now, word) => advance(refundStates, now, word), 'created'),
  );
  expect(steps).toEqual(['unknown', 'refunded', 'failed', 'failed', 'failed']);
});

test('what stands between an intent and being done with is named, the unknown first', () => {
  const back = (state: RefundState) => [{ id: uuidFrom('refund'), amount: money(5), state }];
  expect(troubleOf({ state: 'unknown' })).toBe('unknown');
  expect(troubleOf({ state: 'authorised' })).toBe('withoutSale');
  expect(troubleOf({ state: 'authorised', refunds: back('created') })).toBeNull();
  expect(troubleOf({ state: 'authorised', refunds: back('failed') })).toBe('refundFailed');
  expect(troubleOf({ state: 'authorised', refunds: back('unknown') })).toBe('refundUnknown');
  for (const state of ['created', 'declined', 'cancelled'] as const) expect(troubleOf({ state })).toBeNull();
});

test('[M11] what is left of an intent is what was taken less what goes back; money that did not arrive counts as here', () => {
  const refunds = [
    { id: uuidFrom('one'), amount: money(300), state: 'refunded' as const },
    { id: uuidFrom('two'), amount: money(200), state: 'created' as const },
    { id: uuidFrom('three'), amount: money(100), state: 'failed' as const },
  ];
  expect(keptOf({ state: 'authorised', amount: money(1000), refunds })).toBe(500);
  expect(keptOf({ state: 'unknown', amount: money(1000) })).toBe(0);
});

test('of all codes only a fault of the gateway itself may be tried again', () => {
  expect(declineCodeSchema.options.filter(mayRetry)).toEqual(['GATEWAY_ERROR']);
});

test('a request names money and a token, and never a card', () => {
  const intent = {
    id: uuidFrom('intent'),
    orderId: uuidFrom('order'),
    organisationId: uuidFrom('organisation'),
    amount: 100,
    currency: 'BDT',
    askedAt: '2026-11-21T12:00:00.000Z',
  };
  const accepts = (request: unknown) => paymentRequestSchema.safeParse(request).success;
  expect(accepts({ intent, token: 'tok_test_4242' })).toBe(true);
  expect(accepts({ intent: { ...intent, amount: 0 }, token: 'tok_test_4242' })).toBe(false);
  for (const token of ['4242424242424242', 'tok_4242424242424242', 'pm_4242_4242_4242_4242', '4242', 'tok_'])
    expect(accepts({ intent, token })).toBe(false);
});
