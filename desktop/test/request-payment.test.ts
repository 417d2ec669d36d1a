import { expect, test } from 'vitest';
import type { PaymentIntent } from '@galley/shared/domain/payment-intent.ts';
import { newId, type OrderId, type SaleId, uuidv7 } from '@galley/shared/values/ids.ts';
import { instant } from '@galley/shared/values/time.ts';
import { money } from '@galley/shared/values/money.ts';
import { cancelPayment } from '../src/renderer/actions/cancel-payment.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { keepPayment } from '../src/renderer/actions/keep-payment.ts';
import { requestPayment } from '../src/renderer/actions/request-payment.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { writeMeta } from '../src/renderer/db/database.ts';
import { codeOf, curry, outbox, present, rahim, setup, tap, value, type World } from './world.ts';

const staffId = rahim.id;
const longAgo = instant(0);

async function anOrder(till: World): Promise<OrderId> {
  const order = value(await startOrder(till, { staffId, type: 'takeaway', table: null, guests: 0 }));
  value(await tap(till, order.id, curry));
  return order.id;
}
const ask = (till: World, orderId: OrderId, token = 'tok_test_4242') =>
  requestPayment(till, { orderId, amount: curry.price, token, staffId });
/** As if the feed had told it. */
const tell = (till: World, { id }: PaymentIntent, told: Partial<PaymentIntent>) =>
  till.db.paymentIntents.update(id, { ...told, revision: 2 });
const tenderOf = ({ id, amount }: PaymentIntent) =>
  ({ kind: 'gateway', amount, reference: '4242', intentId: id }) as const;

test('[S2] a request is written down with its mutation, in the time of the server, and no money is counted for it', async () => {
  const till = await setup();
  await writeMeta(till.db, 'clockOffset', 60_000);
  const intent = value(await ask(till, await anOrder(till)));
  expect(intent).toMatchObject({
    state: 'created',
    amount: curry.price,
    askedAt: '2026-11-21T08:01:00.000Z',
  });
  const row = (await outbox(till)).at(-1);
  expect(row).toMatchObject({ name: 'requestPayment', amount: null });
  expect(present(row).body).toContain('tok_test_4242');
});

test.each([
  ['notAuthorised', 'nobody has answered yet', { state: 'created' }],
  ['notAuthorised', 'nobody knows whether money was taken', { state: 'unknown' }],
  ['notAuthorised', 'it was declined', { state: 'declined', code: 'CARD_DECLINED' }],
  ['notAuthorised', 'it has paid for another sale', { state: 'authorised', saleId: newId<SaleId>(uuidv7) }],
  ['ok', 'it is approved', { state: 'authorised' }],
] as const)('[M7] a sale by it is %s when %s', async (code, _when, told) => {
  const till = await setup();
  const orderId = await anOrder(till);
  const intent = value(await ask(till, orderId));
  await tell(till, intent, told);
  const sold = await completeSale(till, { orderId, tenders: [tenderOf(intent)], staffId });
  expect(codeOf(sold)).toBe(code);
  if (sold.ok) {
    expect((await till.db.paymentIntents.get(intent.id))?.saleId).toBe(sold.value.id);
    expect(codeOf(await cancelPayment(till, { intentId: intent.id, staffId }))).toBe('paid');
  }
});

test('the same money does not pay twice in one sale', async () => {
  const till = await setup();
  const orderId = await anOrder(till);
  const intent = value(await ask(till, orderId));
  await tell(till, intent, { state: 'authorised' });
  const half = { ...tenderOf(intent), amount: money(curry.price / 2) };
  expect(codeOf(await completeSale(till, { orderId, tenders: [half, half], staffId }))).toBe('notAuthorised');
});

test('while the bank is asked it is not asked again; when it has declined, it is', async () => {
  const till = await setup();
  const orderId = await anOrder(till);
  const intent = value(await ask(till, orderId));
  expect(codeOf(await ask(till, orderId))).toBe('alreadyAsked');
  await tell(till, intent, { state: 'unknown' });
  expect(codeOf(await ask(till, orderId))).toBe('alreadyAsked');
  await tell(till, intent, { state: 'declined', code: 'CARD_DECLINED' });
  expect(codeOf(await ask(till, orderId))).toBe('ok');
});

test('a payment that is not wanted any more leaves the order at once, and the server is told', async () => {
  const till = await setup();
  const orderId = await anOrder(till);
  const intent = value(await ask(till, orderId));
  await tell(till, intent, { state: 'authorised' });
  value(await keepPayment(till, { orderId, change: (draft) => ({ ...draft, tenders: [tenderOf(intent)] }) }));
  value(await cancelPayment(till, { intentId: intent.id, staffId }));
  expect((await till.db.payDrafts.get(orderId))?.tenders).toEqual([]);
  expect((await outbox(till)).at(-1)?.name).toBe('cancelPayment');
  expect(codeOf(await completeSale(till, { orderId, tenders: [tenderOf(intent)], staffId }))).toBe(
    'notAuthorised',
  );
  expect(codeOf(await ask(till, orderId))).toBe('ok');
  expect(codeOf(await cancelPayment(till, { intentId: newId(uuidv7), staffId }))).toBe('notFound');
});

test('without the server nobody is asked, and cash is taken as ever', async () => {
  const till = await setup();
  const orderId = await anOrder(till);
  await writeMeta(till.db, 'pushFault', { code: 'offline', message: '', since: longAgo });
  expect(codeOf(await ask(till, orderId))).toBe('offline');
  const tenders = [{ kind: 'cash', amount: money(100_000), reference: null } as const];
  expect(codeOf(await completeSale(till, { orderId, tenders, staffId }))).toBe('ok');
});

test('what cannot be paid is not asked for', async () => {
  const till = await setup();
  const orderId = await anOrder(till);
  const nothing = { orderId, amount: money(0), token: 'tok_test_4242', staffId };
  expect(codeOf(await requestPayment(till, nothing))).toBe('nothingToPay');
  expect(codeOf(await ask(till, orderId, 'hello'))).toBe('noToken');
  const practice = { ...till, db: Object.create(till.db, { training: { value: {} } }) as typeof till.db };
  expect(codeOf(await ask(practice, orderId))).toBe('training');
});
