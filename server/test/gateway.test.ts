import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mayRetry, paymentTokenSchema } from '@galley/shared/domain/payment-intent.ts';
import { newId, type TenderId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { readConfig } from '../src/config.ts';
import type { Gateway, Intent } from '../src/payments/gateway/gateway.ts';
import { createMockGateway } from '../src/payments/gateway/mock.ts';
import { openGateway } from '../src/payments/gateway/open-gateway.ts';
import { createStripeGateway, stripeAmount } from '../src/payments/gateway/stripe.ts';
import { startStripe, type StripeStandIn } from './stripe-stand-in.ts';

const ids = () => uuidv7();
function anIntent(amount = 82_000): Intent {
  const links = { organisationId: newId(ids), branchId: newId(ids), orderId: newId(ids) } as Intent['links'];
  return { id: newId(ids), amount: money(amount), currency: 'BDT', links };
}

async function opened(gateway: Gateway, intent = anIntent()): Promise<string> {
  const open = await gateway.open(intent);
  if (open.state !== 'open') throw new Error(open.state);
  return open.reference;
}

describe('the mock gateway', () => {
  const gateway = createMockGateway();

  test.each([
    ['tok_test_0000', { state: 'declined', code: 'INSUFFICIENT_FUNDS' }],
    ['tok_test_1111', { state: 'declined', code: 'INVALID_CARD' }],
    ['tok_test_9999', { state: 'declined', code: 'GATEWAY_ERROR' }],
    ['tok_test_4242', { state: 'authorised', card: { brand: 'Test card', last4: '4242' } }],
  ])('answers the card %s with %o', async (token, outcome) => {
    expect(await gateway.charge(await opened(gateway), token)).toEqual(outcome);
  });

  test('takes an intent once, says afterwards what became of it, and gives it back', async () => {
    const reference = await opened(gateway);
    expect(await gateway.find(reference)).toEqual({ state: 'open' });
    const paid = await gateway.charge(reference, 'tok_test_4242');
    expect(await gateway.charge(reference, 'tok_test_0000')).toEqual(paid);
    expect(await gateway.end(reference)).toEqual(paid);
    expect(await gateway.find(reference)).toEqual(paid);
    const refund = { key: newId<TenderId>(ids), reference, amount: money(1), currency: 'BDT' };
    expect(await gateway.refund(refund)).toEqual({ state: 'refunded' });
  });

  test('an intent that was ended takes nothing any more', async () => {
    const reference = await opened(gateway);
    expect(await gateway.end(reference)).toEqual({ state: 'cancelled' });
    expect(await gateway.charge(reference, 'tok_test_4242')).toMatchObject({ state: 'declined' });
  });
});

test('only a fault of the gateway itself may be tried again', () => {
  expect(mayRetry('GATEWAY_ERROR')).toBe(true);
  for (const code of ['INSUFFICIENT_FUNDS', 'INVALID_CARD', 'CARD_DECLINED'] as const)
    expect(mayRetry(code)).toBe(false);
});

test('a token is never a card number, and a card number never a token', () => {
  for (const token of ['4242424242424242', 'tok_4242424242424242', 'pm_4242_4242_4242_4242', '4242', 'tok_'])
    expect(paymentTokenSchema.safeParse(token).success).toBe(false);
  for (const token of ['tok_test_4242', 'pm_1NqZbX2eZvKYlo2C', 'tok_visa'])
    expect(paymentTokenSchema.safeParse(token).success).toBe(true);
});

test('the gateway is chosen by the environment, and Stripe needs its key', async () => {
  const database = 'postgresql://localhost/x';
  const names = ['SYNC', 'SALES', 'INVENTORY', 'PAYMENTS', 'NOTIFICATIONS'].map((name) => [
    `${name}_DATABASE_URL`,
    database,
  ]);
  const environment = Object.fromEntries(names) as NodeJS.ProcessEnv; // pairs of texts
  expect((await openGateway(readConfig(environment))).name).toBe('mock');
  expect(() => readConfig({ ...environment, GALLEY_GATEWAY: 'stripe' })).toThrow('STRIPE_SECRET_KEY');
  const withKey = { ...environment, GALLEY_GATEWAY: 'stripe', STRIPE_SECRET_KEY: 'sk_test_1' };
  expect((await openGateway(readConfig(withKey))).name).toBe('stripe');
});

test("Stripe's exceptions of how many digits a currency has are kept", () => {
  expect(stripeAmount(money(500), 'UGX')).toBe(50_000);
  expect(stripeAmount(money(500), 'JPY')).toBe(500);
  expect(stripeAmount(money(500), 'BDT')).toBe(500);
});

describe('Stripe, by its own SDK', () => {
  let stripe: StripeStandIn;
  let gateway: Gateway;
  beforeAll(async () => {
    stripe = await startStripe();
    gateway = createStripeGateway({ secretKey: 'sk_test_secret', at: stripe.at, timeoutMs: 150 });
  });
  afterAll(() => stripe[Symbol.asyncDispose]());

  test('an intent carries its amount and what leads back to our books, and is made once', async () => {
    const intent = anIntent(123_45);
    const reference = await opened(gateway, intent);
    expect(await opened(gateway, intent)).toBe(reference);
    expect(stripe.intents.get(reference)).toMatchObject({
      amount: 123_45,
      currency: 'bdt',
      metadata: { galleyIntent: intent.id, ...intent.links },
    });
  });

  test('a card is charged once, and the receipt may say which it was', async () => {
    const reference = await opened(gateway);
    const paid = { state: 'authorised', card: { brand: 'visa', last4: '4242' } };
    expect(await gateway.find(reference)).toEqual({ state: 'open' });
    expect(await gateway.charge(reference, 'tok_visa')).toEqual(paid);
    expect(await gateway.charge(reference, 'pm_other')).toEqual(paid);
    expect(await gateway.end(reference)).toEqual(paid);
    expect(stripe.taken.filter((each) => each === reference)).toHaveLength(1);
  });

  test.each([
    ['tok_chargeDeclinedInsufficientFunds', 'INSUFFICIENT_FUNDS'],
    ['tok_chargeDeclinedExpiredCard', 'EXPIRED_CARD'],
    ['tok_chargeDeclined', 'CARD_DECLINED'],
    ['tok_unknown', 'INVALID_CARD'],
  ])('%s is declined as %s, now and when it is asked again', async (token, code) => {
    const reference = await opened(gateway);
    expect(await gateway.charge(reference, token)).toEqual({ state: 'declined', code });
    if (token !== 'tok_unknown') expect(await gateway.find(reference)).toEqual({ state: 'declined', code });
  });

  test('an answer that is lost after the charge is unknown, and the same intent tells that it was paid', async () => {
    const reference = await opened(gateway);
    stripe.next('/confirm', 'lostAnswer');
    expect(await gateway.charge(reference, 'tok_visa')).toMatchObject({ state: 'unknown' });
    expect(await gateway.find(reference)).toMatchObject({ state: 'authorised' });
    expect(stripe.taken.filter((each) => each === reference)).toHaveLength(1);
  });

  test.each(['lostRequest', 'error500'] as const)(
    'after %s nobody knows; asked, Stripe says that nothing was taken, and then nothing can be',
    async (mischief) => {
      const reference = await opened(gateway);
      stripe.next('/confirm', mischief);
      expect(await gateway.charge(reference, 'tok_visa')).toMatchObject({ state: 'unknown' });
      expect(await gateway.find(reference)).toEqual({ state: 'open' });
      expect(await gateway.end(reference)).toEqual({ state: 'cancelled' });
      expect(await gateway.charge(reference, 'pm_again')).toMatchObject({ state: 'declined' });
      expect(stripe.taken).not.toContain(reference);
    },
  );

  test('too many requests took nothing, and may be tried again', async () => {
    const reference = await opened(gateway);
    stripe.next('/confirm', 'tooMany');
    expect(await gateway.charge(reference, 'tok_visa')).toEqual({ state: 'declined', code: 'GATEWAY_ERROR' });
    expect(await gateway.charge(reference, 'tok_visa')).toMatchObject({ state: 'authorised' });
  });

  test('what Stripe still works on is unknown', async () => {
    const reference = await opened(gateway);
    expect(await gateway.charge(reference, 'tok_slow')).toMatchObject({ state: 'unknown' });
  });

  test('an intent whose making was not answered is the same one when it is made again', async () => {
    const intent = anIntent();
    stripe.next('POST /v1/payment_intents', 'lostAnswer');
    expect(await gateway.open(intent)).toMatchObject({ state: 'unknown' });
    await opened(gateway, intent);
    const made = [...stripe.intents.values()].filter(
      ({ metadata }) => metadata['galleyIntent'] === intent.id,
    );
    expect(made).toHaveLength(1);
  });

  test('money goes back once by its key, in parts, and never more than came', async () => {
    const reference = await opened(gateway);
    await gateway.charge(reference, 'tok_visa');
    const refund = (amount: number, key = newId<TenderId>(ids)) =>
      gateway.refund({ key, reference, amount: money(amount), currency: 'BDT' });
    const key = newId<TenderId>(ids);
    stripe.next('POST /v1/refunds', 'lostAnswer');
    expect(await refund(2_000, key)).toMatchObject({ state: 'unknown' });
    expect(await refund(2_000, key)).toEqual({ state: 'refunded' });
    expect(await refund(80_000)).toEqual({ state: 'refunded' });
    expect(await refund(1)).toEqual({ state: 'failed', cause: 'charge_already_refunded' });
    const gone = stripe.refunds.filter((each) => each['payment_intent'] === reference);
    expect(gone.map(({ amount }) => amount)).toEqual([2_000, 80_000]);
  });

  test('the key goes to Stripe and nowhere else', async () => {
    stripe.next('/confirm', 'error500');
    const reference = await opened(gateway);
    const outcome = await gateway.charge(reference, 'tok_visa');
    expect(JSON.stringify([outcome, stripe.requests])).not.toContain('sk_test_secret');
  });
});
