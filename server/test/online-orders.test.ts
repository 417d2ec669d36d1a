import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Product } from '@galley/shared/domain/menu.ts';
import { type OnlineView, webTillOf } from '@galley/shared/domain/online-order.ts';
import { keptOf, paymentIntentSchema } from '@galley/shared/domain/payment-intent.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import type { FeedChange } from '@galley/shared/wire/changes.ts';
import { onlineOrdersPageSchema, orderingKeyHeader } from '@galley/shared/wire/online.ts';
import { openOrderingPage, orderOf, type OrderingPage } from './ordering-page.ts';
import { query } from './query.ts';
import type { TestTill } from './test-till.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let page: OrderingPage;
let cola: Product;
let tills: readonly [TestTill, TestTill];

beforeAll(async () => {
  world = await startWorld({ bus: 'direct' });
  page = await openOrderingPage(world);
  cola = must(world.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'it is on the demo menu');
  tills = [await world.enrol(0), await world.enrol(1)];
});
afterAll(() => world[Symbol.asyncDispose]());

const paid = ({ status }: OnlineView) => status === 'PAID';

/** What a till's feed has told of an order, in the order of its versions. */
async function toldTo(till: TestTill, id: string): Promise<FeedChange[]> {
  await till.pull();
  return till.seen.filter(({ data }) => data && 'orderId' in data && data.orderId === id);
}

async function onlineStates(till: TestTill, id: string) {
  await till.pull();
  return till.seen.flatMap((change) =>
    change.entity === 'onlineOrder' && change.id === id ? [change.data] : [],
  );
}

/** What inventory holds and has moved for an order, and what the books of payments have of it. */
async function booksOf(id: string) {
  const { databases } = world;
  const sales = await query<{ receipt_number: string; till_id: string; total: string }>(
    databases.sales,
    `select receipt_number, till_id, total from sale where order_id = '${id}'`,
  );
  const [reservation] = await query<{ state: string }>(
    databases.inventory,
    `select state from reservation where id = '${id}'`,
  );
  const documents = `any('{${(await documentsOf(id)).join(',')}}'::uuid[])`;
  const moved = await query<{ reason: string; quantity: string }>(
    databases.inventory,
    `select reason, quantity from movement where source_id = ${documents}`,
  );
  const payments = await query<{ kind: string; amount: string }>(
    databases.payments,
    `select kind, amount from payment where sale_id = ${documents} order by amount desc`,
  );
  return {
    sales,
    reservation: reservation?.state,
    moved: moved.map(({ reason, quantity }) => [reason, Number(quantity)]),
    payments: payments.map(({ kind, amount }) => [kind, Number(amount)]),
  };
}

/** Its sale and its refund. */
async function documentsOf(id: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    world.databases.sales,
    `select id from sale where order_id = '${id}' union all
     select refund.id from refund join sale on sale.id = refund.sale_id where sale.order_id = '${id}'`,
  );
  return rows.map((row) => row.id);
}

test('[S12] [M12] a paid order is in every book once, with a number of its own series, and reaches the branch once', async () => {
  const placed = await page.place(orderOf(cola, 2, { note: 'no ice' }));
  expect(placed).toMatchObject({ status: 'PENDING', number: 'WEB-1', total: cola.price * 2, revision: 1 });
  const done = await page.until(placed.id, paid);
  expect(done.receiptNumber).toBe('WEB-000001');

  await expect.poll(async () => (await booksOf(placed.id)).payments).toHaveLength(1);
  expect(await booksOf(placed.id)).toEqual({
    sales: [
      { receipt_number: 'WEB-000001', till_id: webTillOf(world.branchId), total: String(placed.total) },
    ],
    reservation: 'sold',
    moved: [['SALE', -2000]],
    payments: [['gateway', placed.total]],
  });
  const [till] = tills;
  await expect.poll(() => onlineStates(till, placed.id)).toHaveLength(1);
  const [order] = await onlineStates(till, placed.id);
  expect(order).toMatchObject({
    number: 'WEB-1',
    status: 'PAID',
    name: 'Rahim',
    phone: '•••• 3344',
    note: 'no ice',
  });
  expect(order).not.toHaveProperty('fullPhone');
  const told = await toldTo(till, placed.id);
  expect(told.filter(({ entity }) => entity === 'sale')).toHaveLength(1);
  expect(
    till.seen.filter(({ entity, id }) => entity === 'order' && id === placed.id).map(({ data }) => data),
  ).toMatchObject([{ status: 'paid', number: 'WEB-1', type: 'takeaway' }]);
});

test('the same order sent again is the same order, also at the same moment, and another one under its key is refused', async () => {
  const key = uuidv7();
  const body = orderOf(cola, 1);
  const together = await Promise.all([1, 2, 3].map(() => page.post(body, key)));
  const first: unknown[] = await Promise.all(together.map((response) => response.json()));
  expect(together.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(first[1]).toEqual(first[0]);
  const { id } = first[0] as OnlineView;
  await page.until(id, paid);
  const again = await page.post(body, key);
  // The first answer, and not how it stands now.
  expect([again.status, await again.json()]).toEqual([201, first[0]]);
  expect(await (await page.post(orderOf(cola, 2), key)).json()).toMatchObject({
    status: 422,
    code: 'keyReused',
  });
  expect(
    await query(world.databases.sales, `select 1 as one from online_order where idempotency_key = '${key}'`),
  ).toHaveLength(1);
});

test('a declined card cancels the order, and what was held for it is released; one that the gateway failed at may order again', async () => {
  const failed = await page.place(orderOf(cola, 1, { paymentToken: 'tok_test_9999' }));
  const { id } = await page.place(orderOf(cola, 1, { paymentToken: 'tok_test_0000' }));
  const over = await page.until(id, ({ status }) => status === 'CANCELLED');
  expect(over.cancelled).toMatchObject({
    code: 'declined',
    decline: 'INSUFFICIENT_FUNDS',
    reason: 'The payment was declined.',
  });
  expect((await page.until(failed.id, ({ status }) => status === 'CANCELLED')).cancelled).toMatchObject({
    code: 'declined',
    decline: 'GATEWAY_ERROR',
    reason: 'The payment could not be made, and nothing was taken. Please order again.',
  });
  await expect.poll(async () => (await booksOf(failed.id)).reservation).toBe('released');
  expect(await booksOf(failed.id)).toMatchObject({ sales: [], moved: [], payments: [] });
  await expect.poll(async () => (await booksOf(id)).reservation).toBe('released');
  expect(await booksOf(id)).toMatchObject({ sales: [], moved: [], payments: [] });
  expect(await onlineStates(tills[0], id)).toEqual([]);
});

test('[S16] more than there is on the shelf cancels the order before anybody pays', async () => {
  const many = 99;
  const lines = Array.from({ length: 20 }, () => ({ productId: cola.id, quantity: many }));
  const { id } = await page.place(orderOf(cola, many * lines.length, { lines }));
  const over = await page.until(id, ({ status }) => status === 'CANCELLED');
  expect(over.cancelled).toMatchObject({ code: 'soldOut' });
  expect(
    await query(
      world.databases.payments,
      `select 1 as one from intent where data::json ->> 'orderId' = '${id}'`,
    ),
  ).toEqual([]);
});

test('what the kitchen has called sold out is refused at once', async () => {
  const [till] = tills;
  const dish = must(
    world.products.find(
      ({ stocked, options, combo, unit }) => !stocked && options.length === 0 && !combo && !unit,
    ) ?? null,
    'the demo has a plain dish',
  );
  const availability = { productId: dish.id, left: quantity(0), by: till.staffId, at: instant(Date.now()) };
  const said = till.record('setAvailability', { availability, seen: 0 });
  await till.push([said]);
  await till.settled([said.id]);
  expect(await (await page.post(orderOf(dish, 1))).json()).toMatchObject({ status: 409, code: 'soldOut' });
});

test('[S15] of two tills that take an order the first one prints it, and the counter hands it over', async () => {
  const { id } = await page.place(orderOf(cola, 1, { type: 'delivery', address: '12 Mirpur Road' }));
  await page.until(id, paid);
  const at = instant(Date.now());
  for (const till of tills) {
    const taken = till.record('takeOnlineOrder', { orderId: id, at });
    await till.push([taken]);
    expect((await till.settled([taken.id])).get(taken.id)?.data?.verdict).toBe('applied');
  }
  const [first, second] = tills;
  // Whoever brings it can ring, until it is handed over.
  expect((await onlineStates(second, id)).at(-1)).toMatchObject({
    taken: { tillId: first.identity.till.id },
    phone: '•••• 3344',
    fullPhone: '+880 1711 223344',
  });

  const ready = second.record('markOnlineOrder', { orderId: id, progress: 'ready', at });
  const gone = second.record('markOnlineOrder', { orderId: id, progress: 'delivered', at });
  const late = second.record('refuseOnlineOrder', {
    orderId: id,
    number: 'WEB-9',
    total: cola.price,
    reason: 'busy',
    at,
  });
  await second.push([ready, gone, late]);
  const settled = await second.settled([ready.id, gone.id, late.id]);
  expect([ready, gone, late].map((each) => settled.get(each.id)?.data?.verdict)).toEqual([
    'applied',
    'applied',
    'flagged',
  ]);
  expect(settled.get(late.id)?.data?.flags).toMatchObject([{ code: 'onlineOrderOver' }]);
  const view = await page.find(id);
  expect(view).toMatchObject({ status: 'DELIVERED', readyAt: at, deliveredAt: at });
  expect(view).not.toHaveProperty('fullPhone');
  const over = (await onlineStates(second, id)).at(-1);
  expect(over).toMatchObject({ status: 'DELIVERED', phone: '•••• 3344' });
  expect(over).not.toHaveProperty('fullPhone');
  // What goes on paper never had it.
  expect(JSON.stringify(await toldTo(second, id))).not.toContain('223344');
});

test('[M11] an order that the branch refuses is given back whole: money, goods and books', async () => {
  const [till] = tills;
  const { id, number, total } = await page.place(orderOf(cola, 3));
  await page.until(id, paid);
  const at = instant(Date.now());
  const refused = till.record('refuseOnlineOrder', { orderId: id, number, total, reason: 'No cola', at });
  await till.push([refused]);
  await till.settled([refused.id]);
  const over = await page.until(id, ({ refund }) => refund === 'done');
  expect(over).toMatchObject({ status: 'CANCELLED', cancelled: { code: 'refused', reason: 'No cola' } });
  await expect.poll(async () => (await booksOf(id)).payments).toHaveLength(2);
  expect(await booksOf(id)).toMatchObject({
    moved: [['SALE', -3000], ['REFUND', 3000]],
    payments: [['gateway', total], ['gateway', 0 - total]],
  }); // prettier-ignore
  const [intent] = await query<{ data: string }>(
    world.databases.payments,
    `select data from intent where data::json ->> 'orderId' = '${id}'`,
  );
  expect(JSON.parse(intent?.data ?? '')).toMatchObject({
    state: 'authorised',
    refunds: [{ amount: total, state: 'refunded' }],
  });

  // A courier that lost the last word of it: the saga asks (`intentMissed`) until it has heard.
  await query(
    world.databases.sales,
    `update online_order set look_at = now(), data = jsonb_set(jsonb_set(data::jsonb, '{saga,payment}', '"refunding"'),
       '{told,refund}', '"due"') where id = '${id}'`,
  );
  expect((await page.until(id, ({ refund }) => refund === 'done')).status).toBe('CANCELLED');
  expect((await booksOf(id)).payments).toHaveLength(2);
});

test('the office lists orders by page, status and day, and a revoked key orders no more', async () => {
  const headers = { cookie: page.cookie };
  const list = async (search: string) =>
    onlineOrdersPageSchema.parse(
      await (await fetch(`${world.url}/office/online-orders?${search}`, { headers })).json(),
    );
  const all = await list('');
  expect(all.next).toBeNull();
  expect(all.orders.map(({ placedAt }) => placedAt)).toEqual(
    all.orders
      .map(({ placedAt }) => placedAt)
      .toSorted()
      .toReversed(),
  );
  expect(all.orders[0]).toMatchObject({ name: 'Rahim', phone: '+880 1711 223344' });
  const cancelled = await list('status=CANCELLED');
  expect(cancelled.orders.map(({ id }) => id)).toEqual(
    all.orders.filter(({ status }) => status === 'CANCELLED').map(({ id }) => id),
  );
  expect((await list('day=2020-01-01')).orders).toEqual([]);
  const [first, second] = all.orders;
  const behind = await list(`after=${first?.placedAt}_${first?.id}`);
  expect(behind.orders[0]?.id).toBe(second?.id);

  const other = await openOrderingPage(world);
  await fetch(`${world.url}/office/ordering-keys/${other.keyId}/revoke`, {
    method: 'POST',
    body: '{}',
    headers,
  });
  expect(await (await other.post(orderOf(cola, 1))).json()).toMatchObject({
    status: 401,
    code: 'badOrderingKey',
  });
});

test('[S22] a page that listens is told of every status', async () => {
  const { id } = await page.place(orderOf(cola, 1));
  const response = await fetch(`${world.url}/online/orders/${id}/live?key=${page.key}`);
  const reader = must(response.body, 'an event stream has a body')
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  while (!text.includes('"status":"PAID"')) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  await reader.cancel();
  expect(text).toContain('event: order\n');
  expect(text).toContain('"status":"PAID"');
  const strangers = await fetch(`${world.url}/online/orders/${uuidv7()}`, {
    headers: { [orderingKeyHeader]: page.key },
  });
  expect(strangers.status).toBe(404);
});

test('[S14] what is not paid in time is cancelled, and money that comes all the same goes back', async () => {
  const times = { payWithinMs: 1, sweepMs: 10 };
  await using hasty = await startWorld({ bus: 'direct', online: times });
  const theirs = await openOrderingPage(hasty);
  const placed = await Promise.all([1, 2, 3].map((count) => theirs.place(orderOf(cola, count))));
  for (const { id } of placed) {
    const over = await theirs.until(id, ({ status, refund }) => status === 'CANCELLED' && refund !== 'due');
    expect(over.cancelled).toMatchObject({ code: 'timedOut' });
  }
  const { databases } = hasty;
  await expect
    .poll(() => query(databases.inventory, `select distinct state from reservation`))
    .toEqual([{ state: 'released' }]);
  expect(await query(databases.sales, 'select id from sale')).toEqual([]);
  const intents = await query<{ data: string }>(databases.payments, 'select data from intent');
  const kept = intents
    .map(({ data }) => paymentIntentSchema.parse(JSON.parse(data)))
    .map((intent) => keptOf(intent));
  expect(kept).toEqual(intents.map(() => 0));
});
