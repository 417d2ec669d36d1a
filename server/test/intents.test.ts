import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import { hashOf } from '@galley/shared/domain/sale.ts';
import {
  type IntentId,
  type MutationId,
  newId,
  type OrderId,
  type TenderId,
  uuidv7,
} from '@galley/shared/values/ids.ts';
import { type Money, money, noMoney } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { MutationData } from '@galley/shared/wire/mutations.ts';
import { createStripeGateway } from '../src/payments/gateway/stripe.ts';
import { createMaking, headOf } from './making.ts';
import { query } from './query.ts';
import { callAsStripe, startStripe, type StripeStandIn } from './stripe-stand-in.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

let stripe: StripeStandIn;
let world: World;
let till: TestTill;

beforeAll(async () => {
  stripe = await startStripe();
  const gateway = createStripeGateway({ secretKey: 'sk_test_1', at: stripe.at, timeoutMs: 200 });
  world = await startWorld({ bus: 'direct', gateway });
  till = await world.enrol(0);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await stripe[Symbol.asyncDispose]();
});

type Request = MutationData<'requestPayment'>;
function aRequest(token: string, change: Partial<Request['intent']> = {}): Request {
  const { branch } = till.identity;
  return {
    intent: {
      id: newId<IntentId>(uuidv7),
      orderId: newId<OrderId>(uuidv7),
      organisationId: branch.organisationId,
      amount: money(82_000),
      currency: branch.currency,
      askedAt: instant(Date.now()),
      ...change,
    },
    token,
  };
}

async function ask(token: string, change?: Partial<Request['intent']>): Promise<IntentId> {
  const data = aRequest(token, change);
  await till.push([till.record('requestPayment', data)]);
  return data.intent.id;
}

/** As the feed has it, once it is as wanted. */
async function until(id: IntentId, wanted: (intent: PaymentIntent) => boolean): Promise<PaymentIntent> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    await till.pull();
    const told = till.seen.filter((change) => change.entity === 'paymentIntent' && change.id === id);
    const intent = told.at(-1)?.data as PaymentIntent | undefined; // the filter has taken its entity
    if (intent && wanted(intent)) return intent;
    if (Date.now() > deadline) throw new Error(`not so in 15 s: ${JSON.stringify(intent)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const isNow = (state: PaymentIntent['state']) => (intent: PaymentIntent) => intent.state === state;
const charged = (id: IntentId) =>
  stripe.taken.filter((reference) => stripe.intents.get(reference)?.metadata['galleyIntent'] === id).length;
async function stepsOf(id: IntentId): Promise<string[]> {
  const text = 'select state, refund_id from intent_step where intent_id = $1 order by at, id';
  const rows = await query<{ state: string; refund_id: string | null }>(world.databases.payments, text, [id]);
  return rows.map(({ state, refund_id }) => (refund_id ? `back ${state}` : state));
}

test('a card is charged once, the till hears of it by the feed, and every step is a row', async () => {
  const id = await ask('tok_visa');
  expect(await until(id, isNow('authorised'))).toMatchObject({
    tillId: till.identity.till.id,
    amount: 82_000,
    card: { brand: 'visa', last4: '4242' },
  });
  expect([charged(id), await stepsOf(id)]).toEqual([1, ['created', 'authorised']]);
  const [row] = await query<{ token: string | null }>(
    world.databases.payments,
    'select token from intent where id = $1',
    [id],
  );
  expect(row?.token).toBeNull();
});

test('the metadata at Stripe leads back to organisation, branch and order', async () => {
  const data = aRequest('tok_visa');
  await till.push([till.record('requestPayment', data)]);
  await until(data.intent.id, isNow('authorised'));
  const { id, orderId, organisationId } = data.intent;
  expect([...stripe.intents.values()].map(({ metadata }) => metadata)).toContainEqual({
    galleyIntent: id,
    orderId,
    organisationId,
    branchId: world.branchId,
  });
});

test('the same request twice is one intent and one charge [S12]', async () => {
  const data = aRequest('tok_visa');
  await till.push([till.record('requestPayment', data), till.record('requestPayment', data)]);
  await until(data.intent.id, isNow('authorised'));
  expect(charged(data.intent.id)).toBe(1);
});

test('a decline tells why, and nothing is asked again', async () => {
  const id = await ask('tok_chargeDeclinedInsufficientFunds');
  expect(await until(id, isNow('declined'))).toMatchObject({ code: 'INSUFFICIENT_FUNDS' });
  expect([charged(id), await stepsOf(id)]).toEqual([0, ['created', 'declined']]);
});

test('an answer that is lost after the charge is unknown, and is found out under the same intent, never charged anew', async () => {
  stripe.next('/confirm', 'lostAnswer');
  const id = await ask('tok_visa');
  expect(await until(id, isNow('unknown'))).not.toHaveProperty('code');
  await until(id, isNow('authorised'));
  expect([charged(id), await stepsOf(id)]).toEqual([1, ['created', 'unknown', 'authorised']]);
});

test('a charge that never arrived is found out, ended, and told as one that may be tried again', async () => {
  stripe.next('/confirm', 'lostRequest');
  const id = await ask('tok_visa');
  await until(id, isNow('unknown'));
  expect(await until(id, isNow('declined'))).toMatchObject({ code: 'GATEWAY_ERROR' });
  expect([charged(id), await stepsOf(id)]).toEqual([0, ['created', 'unknown', 'declined']]);
});

test('what the gateway itself failed at is tried again', async () => {
  stripe.next('/confirm', 'tooMany');
  const id = await ask('tok_visa');
  await until(id, isNow('authorised'));
  expect([charged(id), await stepsOf(id)]).toEqual([1, ['created', 'authorised']]);
});

test('what the server hears of too late is not charged any more', async () => {
  const id = await ask('tok_visa', { askedAt: instant(Date.now() - 61_000) });
  await until(id, isNow('cancelled'));
  expect(charged(id)).toBe(0);
});

test('a payment that nobody wants any more is ended, or goes back when it was taken by then', async () => {
  const early = aRequest('tok_visa');
  const cancel = (intentId: IntentId) => till.record('cancelPayment', { intentId });
  await till.push([till.record('requestPayment', early), cancel(early.intent.id)]);
  const ended = await until(early.intent.id, ({ unwanted, state, refunds }) =>
    Boolean(unwanted && (state === 'cancelled' || refunds?.every((each) => each.state === 'refunded'))),
  );
  expect(['cancelled', 'authorised']).toContain(ended.state);

  const late = await ask('tok_visa');
  await until(late, isNow('authorised'));
  await till.push([cancel(late)]);
  const back = await until(late, ({ refunds = [] }) => refunds.some((each) => each.state === 'refunded'));
  expect(back.refunds).toEqual([{ id: late, amount: 82_000, state: 'refunded' }]);
  expect(await stepsOf(late)).toEqual(['created', 'authorised', 'back created', 'back refunded']);
});

test('money on its way back whose answer is lost goes back once', async () => {
  const id = await ask('tok_visa');
  await until(id, isNow('authorised'));
  stripe.next('POST /v1/refunds', 'lostAnswer');
  await till.push([till.record('cancelPayment', { intentId: id })]);
  await until(id, ({ refunds = [] }) => refunds.some((each) => each.state === 'unknown'));
  await until(id, ({ refunds = [] }) => refunds.some((each) => each.state === 'refunded'));
  const reference = [...stripe.intents.values()].find(({ metadata }) => metadata['galleyIntent'] === id)?.id;
  expect(stripe.refunds.filter((each) => each['payment_intent'] === reference)).toHaveLength(1);
});

test('a server that dies after it has sent a charge finds out what became of it, and never charges again', async () => {
  const data = aRequest('tok_visa');
  await till.push([till.record('requestPayment', data)]);
  const { id } = data.intent;
  await until(id, isNow('authorised'));
  // As it stood on disk when the charge was on its way: the next server knows no more than this.
  const before = {
    ...data.intent,
    tillId: till.identity.till.id,
    state: 'created',
    changedAt: data.intent.askedAt,
  };
  await world.restart(undefined, async () => {
    await query(
      world.databases.payments,
      `update intent set data = $2, token = 'tok_visa', next_try_at = now(), leased_until = null, revision = revision + 1 where id = $1`,
      [id, JSON.stringify(before)],
    );
  });
  await until(id, isNow('authorised'));
  expect(charged(id)).toBe(1);
});

test('Stripe calls, and an intent that it works on is settled at once', async () => {
  const id = await ask('tok_slow');
  await until(id, isNow('unknown'));
  const intent = [...stripe.intents.values()].find(({ metadata }) => metadata['galleyIntent'] === id);
  if (!intent) throw new Error('Stripe has it');
  const call = { type: 'payment_intent.succeeded', id: `evt_${id}`, object: { ...intent } };
  intent['status'] = 'succeeded';
  // It may say what it likes: what is said in a call is not believed, the intent is looked up.
  const failed = {
    type: 'payment_intent.payment_failed',
    object: { ...intent, status: 'requires_payment_method' },
  };
  for (const each of [failed, call, call, failed])
    expect((await callAsStripe(world.url, each)).status).toBe(204);
  await until(id, isNow('authorised'));
  expect(await stepsOf(id)).toEqual(['created', 'unknown', 'authorised']);
  const told = await query<{ count: number }>(
    world.databases.sync,
    `select count(*)::int from outbox where payload like '%gatewayCalled%' and payload like $1`,
    [`%${intent.id}%`],
  );
  expect(told[0]?.count).toBe(3); // one of the four was a repeat
});

test('a card number in a call of Stripe is kept nowhere', async () => {
  const number = '4242424242424242';
  const { branchId } = world;
  const metadata = { branchId, number };
  const object = { id: 'pi_of_nobody', object: 'payment_intent', description: `card ${number}`, metadata };
  expect((await callAsStripe(world.url, { type: 'payment_intent.succeeded', object })).status).toBe(204);
  const named = { ...object, id: `pi_${number}` };
  expect((await callAsStripe(world.url, { type: 'payment_intent.succeeded', object: named })).status).toBe(
    400,
  );
  for (const table of ['outbox', 'change', 'dead_letter'])
    expect(
      await query(world.databases.sync, `select * from ${table} t where t::text like $1`, [`%${number}%`]),
    ).toEqual([]);
});

test('[M7] [M11] a sale is paid by it, what is given back of the sale goes to the card, and who has not paid is flagged', async () => {
  const making = createMaking(till);
  await till.push([till.record('openShift', { shift: making.shift })]);
  const product = must(world.products.find(({ name }) => name === 'Plain naan') ?? null, 'on the demo menu');
  const sell = async (tenderOf: (due: Money) => Promise<IntentId>) => {
    const order = making.order([[product, 2]]);
    const inCash = making.sale(order);
    const intentId = await tenderOf(inCash.total);
    const tender = {
      id: newId<TenderId>(uuidv7),
      kind: 'gateway',
      amount: inCash.total,
      reference: '4242',
      intentId,
    } as const;
    const sale = { ...inCash, tenders: [tender], rounding: noMoney, change: noMoney };
    const paid = { ...sale, hash: hashOf(sale) };
    const mutation = till.record('completeSale', { sale: paid, order: headOf(order), round: 0, tickets: [] });
    await till.push([mutation]);
    const settled = (await till.settled([mutation.id])).get(mutation.id)?.data;
    return { sale: paid, intentId, flags: (settled?.flags ?? []).map(({ code }) => code) };
  };
  const { sale, intentId, flags } = await sell(async (amount) => {
    const id = await ask('tok_visa', { amount });
    await until(id, isNow('authorised'));
    return id;
  });
  expect(flags).not.toContain('notAuthorised');
  await until(intentId, (intent) => intent.saleId === sale.id);
  // It is part of a sale now: what a till that has not heard of that says does not give it back.
  await till.push([till.record('cancelPayment', { intentId })]);

  const refund = making.refund(sale);
  await till.push([till.record('refundSale', { refund })]);
  const back = await until(intentId, ({ refunds = [] }) => refunds.some((each) => each.state === 'refunded'));
  expect(back.refunds).toEqual([{ id: refund.tenders[0]?.id, amount: sale.total, state: 'refunded' }]);

  const unpaid = await sell((amount) => ask('tok_chargeDeclined', { amount }));
  expect(unpaid.flags).toContain('notAuthorised');

  // The Z is held against the gateway, too: it took the one and gave it back, and never had the other.
  const later = await sell(async (amount) => {
    const id = await ask('tok_visa', { amount });
    await until(id, isNow('authorised'));
    return id;
  });
  const sales = [sale, unpaid.sale, later.sale];
  await till.push([till.record('closeShift', { report: making.z({ sales, refunds: [refund] }) })]);
  const gatewayOf = async () => {
    await till.pull();
    const [told] = till.seen
      .flatMap((change) => (change.entity === 'reconciliation' ? [change.data] : []))
      .toReversed();
    return told?.tenders.find(({ kind }) => kind === 'gateway');
  };
  await expect.poll(gatewayOf, { timeout: 15_000 }).toMatchObject({
    booked: { count: 4, amount: unpaid.sale.total + later.sale.total },
    gateway: { count: 3, amount: later.sale.total },
  });
  const back2 = making.refund(later.sale);
  await till.push([till.record('refundSale', { refund: back2 })]);
  await expect.poll(gatewayOf, { timeout: 15_000 }).toMatchObject({
    booked: { count: 5, amount: unpaid.sale.total },
    gateway: { count: 4, amount: 0 },
  });
});

test.each([
  ['a signature of another secret', { secret: 'whsec_other' }],
  ['a signature older than five minutes', { secondsAgo: 301 }],
  ['a body that is not as it was signed', { change: (body: string) => JSON.stringify(JSON.parse(body)) }],
  ['what is no event', { change: () => 'x' }],
])('%s is refused', async (_what, call) => {
  const response = await callAsStripe(world.url, { type: 'payment_intent.succeeded', ...call });
  expect(response.status).toBe(400);
});

test('a secret that is being replaced is honoured, and events of others are none of ours', async () => {
  const object = { id: 'cus_1', object: 'customer', metadata: {} };
  for (const secret of ['whsec_old', undefined])
    expect(
      (await callAsStripe(world.url, { type: 'customer.created', object, ...(secret && { secret }) })).status,
    ).toBe(204);
});

test('[S12] the mutations are settled like any other', async () => {
  const data = aRequest('tok_chargeDeclined');
  const request = till.record('requestPayment', data);
  const cancel = till.record('cancelPayment', { intentId: data.intent.id });
  await till.push([request, cancel]);
  const settled = await till.settled([request.id, cancel.id] as MutationId[]);
  expect([...settled.values()].map(({ data: settlement }) => settlement?.verdict)).toContain('applied');
});
