import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '@galley/shared/values/must.ts';
import { newId, type ProductId, uuidv7 } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { instant } from '@galley/shared/values/time.ts';
import {
  expiringSchema, itemNamesSchema, movementsPageSchema, type OfficeStockRequest, stockAnswerSchema, stockFileSchema,
  stockPageSchema,
} from '@galley/shared/wire/stock-office.ts'; // prettier-ignore
import { inTransaction } from '../src/db/transaction.ts';
import { createDirectBus } from '../src/messaging/direct.ts';
import { askInventory } from '../src/sync/requests.ts';
import { demoOffice } from '../src/local/demo.ts';
import { driveAll } from '../src/sync/sweeper.ts';
import { query } from './query.ts';
import { startWorld, type World } from './world.ts';

/** Subjects that begin like this are lost on the way: the broker took them and forgot. */
let lost = '\n';
let world: World;
beforeAll(async () => {
  world = await startWorld({
    bus() {
      const bus = createDirectBus();
      const publish: typeof bus.publish = (messages) =>
        bus.publish(messages.filter(({ subject }) => !subject.startsWith(lost)));
      return { ...bus, publish };
    },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

function product(name: string) {
  return must(
    world.products.find((each) => each.name === name),
    'it is on the demo menu',
  );
}

async function receive(name: string, count: number): Promise<string> {
  const id = randomUUID();
  const line = { productId: product(name).id, quantity: pieces(count), cost: null, expiresOn: null };
  const receipt = { id, at: instant(Date.now()), by: 'Nusrat', note: '', supplier: '', lines: [line] };
  await inTransaction(world.db.pool, (tx) =>
    askInventory(tx, { id, branchId: world.branchId, by: 'Nusrat' }, 'receiveGoods', receipt),
  );
  return id;
}

const stateOf = async (id: string) =>
  (await query(world.databases.sync, `select state from request where id = '${id}'`))[0];
const left = (id: string) =>
  query(world.databases.sync, `select state from outbox where cause_id = '${id}' and state = 'published'`);
const onHand = (name: string) =>
  query(world.databases.inventory, `select on_hand::int from level where product_id = '${product(name).id}'`);

test.each([
  ['the request', 'cmd.inventory.', 'Borhani'],
  ['the answer', 'evt.inventory.', 'Mineral water 500 ml'],
])(
  '[S11] [S12] goods received are booked once, and told, though the broker forgot %s',
  async (_, subject, name) => {
    lost = subject;
    const [before] = await onHand(name);
    const id = await receive(name, 7);
    await expect.poll(() => left(id)).toHaveLength(1);
    if (subject.startsWith('evt')) {
      await expect
        .poll(() =>
          query(world.databases.inventory, `select from outbox where cause_id = '${id}' and state = 'published'`),
        )
        .toHaveLength(1);
    } // prettier-ignore
    expect(await stateOf(id)).toEqual({ state: 'stored' });
    lost = '\n';
    await driveAll(world.db.pool);
    await expect.poll(() => stateOf(id)).toEqual({ state: 'settled' });
    expect(await onHand(name)).toEqual([{ on_hand: Number(before?.['on_hand'] ?? 0) + 7000 }]);
    const [told] = await query(
      world.databases.sync,
      `select data::json ->> 'onHand' as hand from change where entity = 'stock' and id = '${product(name).id}'`,
    );
    expect(Number(told?.['hand'])).toBe(Number(before?.['on_hand'] ?? 0) + 7000);
  },
);

async function openOffice() {
  const json = { 'content-type': 'application/json' };
  const answer = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(demoOffice),
  });
  const cookie = must(answer.headers.get('set-cookie')?.split(';')[0], 'a sign-in sets one');
  const read = async (path: string) =>
    (await fetch(`${world.url}/office/stock${path}`, { headers: { cookie } })).json();
  return {
    read,
    stock: async (query = '') => stockPageSchema.parse(await read(query)),
    async say(request: OfficeStockRequest) {
      const body = JSON.stringify(request);
      const said = await fetch(`${world.url}/office/stock/request`, { method: 'POST', headers: { ...json, cookie }, body }); // prettier-ignore
      return said.ok ? stockAnswerSchema.parse(await said.json()) : { state: said.status };
    },
  };
}

test('[S16] the office keeps an ingredient: received by lots, thrown away, counted; it sees what moved, who wrote it and why', async () => {
  const office = await openOffice();
  const id = newId<ProductId>(() => uuidv7());
  const beef = { id, revision: 1, name: 'Beef, =boneless', unit: 'kg' as const, lowAt: quantity(3000), active: true };
  const paper = (note = '') => ({ id: uuidv7(), at: instant(Date.now()), note });
  expect(await office.say({ type: 'setIngredient', data: { id: uuidv7(), ingredient: beef } })).toEqual({ state: 'booked' });
  const tomorrow = instant(Date.now() + 24 * 3600_000).slice(0, 10);
  const line = { productId: id, quantity: quantity(10_000), cost: money(750_000), expiresOn: tomorrow };
  const receipt: OfficeStockRequest = { type: 'receiveGoods', data: { ...paper(), supplier: 'Karwan Bazar', lines: [line] } };
  expect([await office.say(receipt), await office.say(receipt)]).toEqual([{ state: 'booked' }, { state: 'booked' }]);
  const waste = { ...paper('went off'), lines: [{ productId: id, quantity: quantity(2500) }] };
  await office.say({ type: 'recordWaste', data: waste });
  await office.say({ type: 'countStock', data: { ...paper(), lines: [{ productId: id, counted: quantity(2000) }] } });
  expect((await office.stock('?search=boneless')).rows).toMatchObject([
    { name: 'Beef, =boneless', unit: 'kg', kind: 'ingredient', onHand: 2000, shortage: 0, reserved: 0, lowAt: 3000, value: 150_000 },
  ]);
  const { rows } = movementsPageSchema.parse(await office.read(`/movements?product=${id}`));
  expect(rows).toMatchObject([
    { reason: 'COUNT', quantity: -5500, counted: 2000, by: demoOffice.name },
    { reason: 'WASTE', quantity: -2500, note: 'went off', cost: -187_500 },
    { reason: 'PURCHASE', quantity: 10_000, party: 'Karwan Bazar', cost: 750_000 },
  ]);
  const { lots } = expiringSchema.parse(await office.read('/lots'));
  expect(lots.filter((lot) => lot.id === id)).toMatchObject([{ expiresOn: tomorrow, remaining: 2000 }]);
  expect(itemNamesSchema.parse(await office.read('/items?search=BONE')).items).toMatchObject([{ id, kind: 'ingredient' }]);
  const sauce = { ...beef, id: newId<ProductId>(() => uuidv7()), name: 'Beef sauce', lowAt: null };
  const recipe = { lines: [{ productId: id, quantity: quantity(500) }], makes: quantity(2000) };
  const say = (ingredient: object) => office.say({ type: 'setIngredient', data: { id: uuidv7(), ingredient: { ...sauce, ...ingredient } } });
  expect(await say({ recipe })).toEqual({ state: 'booked' });
  expect((await office.stock('?filter=ingredients&search=beef+sauce')).rows).toMatchObject([{ name: 'Beef sauce', made: true, recipe }]);
  expect((await office.stock('?filter=low&search=beef+sauce')).rows).toEqual([]);
  expect(itemNamesSchema.parse(await office.read(`/items?ids=${id},${sauce.id}`)).items).toHaveLength(2);
  expect(await say({ name: 'Sauce' })).toMatchObject({
    state: 'refused',
    refusal: { code: 'itemChanged', theirs: { name: 'Beef sauce', by: demoOffice.name, recipe } },
  });
  const { csv } = stockFileSchema.parse(await office.read('/export'));
  expect(csv).toContain('"Beef, =boneless",ingredient,kg,2,0,0,3,150000');
}); // prettier-ignore

test('[S16] the scarcest comes first, page by page to the end, each once', async () => {
  const office = await openOffice();
  const all = await office.stock();
  expect(all.next).toBeNull();
  expect(all.totals?.items).toBe(all.rows.length);
  const low = await office.stock('?filter=low');
  expect(all.rows.slice(0, low.rows.length)).toEqual(low.rows);
  const names = all.rows.slice(low.rows.length).map(({ name }) => name.toLowerCase());
  expect(names).toEqual(names.toSorted());
});

test('[S14] goods go to no other organisation and not to oneself, and what cannot be is refused in a code', async () => {
  const office = await openOffice();
  const paper = { id: uuidv7(), at: instant(Date.now()), note: '' };
  const lines = [{ productId: product('Borhani').id, quantity: pieces(1) }];
  expect(await office.say({ type: 'sendTransfer', data: { ...paper, to: world.branchId, lines } })).toEqual({ state: 400 });
  const nowhere = newId<typeof world.branchId>(() => uuidv7());
  expect(await office.say({ type: 'sendTransfer', data: { ...paper, to: nowhere, lines } })).toEqual({ state: 400 });
  const transferId = uuidv7();
  const receipt = { ...paper, transferId, lines: [{ place: 0, quantity: pieces(1) }] };
  expect(await office.say({ type: 'receiveTransfer', data: receipt })).toEqual({
    state: 'refused',
    refusal: { code: 'transferUnknown', transferId },
  });
}); // prettier-ignore
