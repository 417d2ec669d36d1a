import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recipe } from '@galley/shared/domain/recipe.ts';
import {
  type BranchId,
  type ChoiceId,
  newId,
  type OrderId,
  type ProductId,
} from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { type Instant, instant } from '@galley/shared/values/time.ts';
import type { StockItem, StockRequestData } from '@galley/shared/wire/stock-requests.ts';
import { lineOf, orderOf, refundOf, saleOf, tender } from '../../shared/test/making.ts';
import { openStockRoom, refundedOf, requestOf, soldOf, type StockMessage, type StockRoom } from './stock-room.ts'; // prettier-ignore

let room: StockRoom;
beforeAll(async () => {
  room = await openStockRoom();
});
afterAll(() => room[Symbol.asyncDispose]());

const day = Date.parse('2026-11-20T08:00:00.000Z');
const at = (minute: number): Instant => instant(day + minute * 60_000);
const newProduct = () => newId<ProductId>(randomUUID);

function paper(minute: number, note = 'because') {
  return { id: randomUUID(), at: at(minute), by: 'Nusrat', note };
}

function purchase(branch: BranchId, productId: ProductId, count: number, how: { minute?: number; cost?: number; expiresOn?: string } = {}) {
  const { minute = 0, cost, expiresOn = null } = how;
  const line = { productId, quantity: pieces(count), cost: cost === undefined ? null : money(cost), expiresOn };
  return requestOf(branch, 'receiveGoods', { ...paper(minute), supplier: 'Karwan Bazar', lines: [line] });
} // prettier-ignore

function waste(branch: BranchId, productId: ProductId, count: number, minute = 0) {
  const lines = [{ productId, quantity: pieces(count) }];
  return requestOf(branch, 'recordWaste', { ...paper(minute), lines });
}

function count(branch: BranchId, productId: ProductId, counted: number, minute: number) {
  return requestOf(branch, 'countStock', { ...paper(minute), lines: [{ productId, counted: pieces(counted) }] }); // prettier-ignore
}

type Sold = { readonly productId: ProductId; readonly count: number; readonly choices?: readonly ChoiceId[] };

function saleFor(minute: number, sold: readonly Sold[], orderId = newId<OrderId>(randomUUID)) {
  const lines = sold.map(({ productId, count: n, choices = [] }) =>
    lineOf(randomUUID(), {
      productId,
      name: 'Dish',
      quantity: pieces(n),
      addedAt: at(minute),
      options: choices.map((choiceId) => ({ choiceId, name: 'choice', price: money(0) })),
    }),
  );
  const id = newId<ReturnType<typeof saleOf>['id']>(randomUUID);
  return saleOf(orderOf(lines, { id: orderId }), [tender('cash', 1_000_000_00)], { id, paidAt: at(minute + 30) }); // prettier-ignore
}

const sell = (branch: BranchId, minute: number, ...sold: Sold[]) => soldOf(branch, saleFor(minute, sold));

async function levelOf(branch: BranchId, productId: ProductId) {
  const [row] = await room.query<{ hand: number; short: number; moved: number; lots: number; value: number }>(
    `select on_hand::float8 as hand, shortage::float8 as short,
            (select coalesce(sum(quantity), 0)::float8 from movement where branch_id = $1 and product_id = $2) as moved,
            (select coalesce(sum(remaining), 0)::float8 from lot where branch_id = $1 and product_id = $2) as lots,
            (select coalesce(sum(cost), 0)::float8 from lot where branch_id = $1 and product_id = $2) as value
       from level where branch_id = $1 and product_id = $2`,
    [branch, productId],
  ); // prettier-ignore
  return row;
}

function itemOf(id: ProductId, changes: Partial<StockItem> = {}): StockItem {
  return {
    id, revision: 1, kind: 'ingredient', name: 'Rice', unit: null, stocked: true, lowAt: null, recipe: null,
    since: at(-1000), active: true, ...changes,
  }; // prettier-ignore
}
const setItems = (branch: BranchId, ...items: StockItem[]) => requestOf(branch, 'setItems', { items });

/** What each does to one product, and what a count says of it: all that the model needs to know. */
type Deed =
  | { readonly kind: 'move'; readonly minute: number; readonly by: number; readonly message: StockMessage }
  | { readonly kind: 'count'; readonly minute: number; readonly counted: number; readonly id: string; readonly message: StockMessage }; // prettier-ignore

/** By the definition, not by the books: what the last count found, and what moved since then. */
function modelOf(deeds: readonly Deed[]): number {
  const counts = deeds
    .filter((deed) => deed.kind === 'count')
    .toSorted((a, b) => a.minute - b.minute || (a.id < b.id ? -1 : 1));
  const last = counts.at(-1);
  return deeds
    .filter((deed) => deed.kind === 'move')
    .filter(({ minute }) => !last || minute > last.minute)
    .reduce((sum, { by }) => sum + by, last?.counted ?? 0);
}

const minute = fc.nat(12);
const some = fc.integer({ min: 1, max: 9 });
const deed = fc.oneof(
  fc.record({ do: fc.constant('purchase' as const), minute, n: some, expires: fc.option(fc.integer({ min: 1, max: 28 })) }),
  fc.record({ do: fc.constant('waste' as const), minute, n: some }),
  fc.record({ do: fc.constant('adjust' as const), minute, n: fc.integer({ min: -9, max: 9 }).filter((n) => n !== 0) }),
  fc.record({ do: fc.constant('sale' as const), minute, n: some }),
  fc.record({ do: fc.constant('send' as const), minute, n: some }),
  fc.record({ do: fc.constant('count' as const), minute, n: fc.nat(20) }),
); // prettier-ignore
type Plan = typeof deed extends fc.Arbitrary<infer D> ? D : never;

function perform(branch: BranchId, productId: ProductId, plan: Plan): Deed {
  const { minute: when, n } = plan;
  const move = (by: number, message: StockMessage): Deed => ({ kind: 'move', minute: when, by, message });
  switch (plan.do) {
    case 'purchase': {
      const expiresOn = plan.expires === null ? {} : { expiresOn: `2026-12-${String(plan.expires).padStart(2, '0')}` }; // prettier-ignore
      return move(n, purchase(branch, productId, n, { minute: when, cost: n * 100, ...expiresOn }));
    }
    case 'waste':
      return move(-n, waste(branch, productId, n, when));
    case 'adjust': {
      const lines = [{ productId, quantity: pieces(n) }];
      return move(n, requestOf(branch, 'adjustStock', { ...paper(when), lines }));
    }
    case 'sale':
      return move(-n, sell(branch, when, { productId, count: n }));
    case 'send': {
      const lines = [{ productId, quantity: pieces(n) }];
      return move(-n, requestOf(branch, 'sendTransfer', { ...paper(when), to: room.newBranch(), lines }));
    }
    case 'count': {
      const data = { ...paper(when), lines: [{ productId, counted: pieces(n) }] };
      const message = requestOf(branch, 'countStock', data);
      return { kind: 'count', minute: when, counted: n, id: data.id, message };
    }
  }
}

test('[S16] [S18] whatever happens to stock and in whatever order it arrives, the books end as the shelf: a count forgets what came before it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 1, maxLength: 25 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      async (plans, dice) => {
        const branch = room.newBranch();
        const productId = newProduct();
        await room.tell([setItems(branch, itemOf(productId))]);
        const deeds = plans.map((plan) => perform(branch, productId, plan));
        const roll = () => dice.next().value ?? 0;
        const shuffled = deeds.map((each) => ({ each, place: roll() })).toSorted((a, b) => a.place - b.place); // prettier-ignore
        const arrivals = shuffled.flatMap(({ each, place }) => (place % 4 === 0 ? [each, each] : [each]));
        // In batches of one and of many: a batch is worked on in memory, the next one reads it from the books.
        for (let start = 0; start < arrivals.length;) {
          const size = (roll() % 7) + 1;
          await room.tell(arrivals.slice(start, start + size).map(({ message }) => message));
          start += size;
        }
        const balance = modelOf(deeds) * 1000;
        const hand = Math.max(balance, 0);
        expect(await levelOf(branch, productId)).toMatchObject({ hand, short: Math.max(-balance, 0), moved: balance, lots: hand }); // prettier-ignore
      },
    ),
    { numRuns: Number(process.env['LIVES'] ?? 25), endOnFailure: true },
  );
}, 120_000);

test('[S16] a count is told with its difference, and sales before it that come later change nothing', async () => {
  const branch = room.newBranch();
  const naan = newProduct();
  await room.tell([purchase(branch, naan, 10)]);
  const [told] = await room.tell([count(branch, naan, 7, 60)]);
  expect(told).toMatchObject({ type: 'stockMoved', data: { movements: [{ productId: naan, quantity: -3000 }] } }); // prettier-ignore
  await room.tell([sell(branch, 50, { productId: naan, count: 2 })]);
  expect(await levelOf(branch, naan)).toMatchObject({ hand: 7000, moved: 7000 });
  await room.tell([sell(branch, 70, { productId: naan, count: 2 })]);
  expect(await levelOf(branch, naan)).toMatchObject({ hand: 5000 });
});

test('[S16] what is sold beyond the shelf is a shortage by its name, and goods received repay it first', async () => {
  const branch = room.newBranch();
  const naan = newProduct();
  await room.tell([purchase(branch, naan, 2)]);
  const [sold] = await room.tell([sell(branch, 1, { productId: naan, count: 5 })]);
  expect(sold?.flags).toEqual([{ code: 'stockShort', detail: { product: 'Dish', short: 3000 } }]);
  await room.tell([purchase(branch, naan, 10, { cost: 1000 })]);
  expect(await levelOf(branch, naan)).toEqual({ hand: 7000, short: 0, moved: 7000, lots: 7000, value: 700 });
});

test('[S16] the lot that expires first goes first, and takes its own cost with it', async () => {
  const branch = room.newBranch();
  const milk = newProduct();
  await room.tell([
    purchase(branch, milk, 4, { cost: 400, expiresOn: '2026-12-09' }),
    purchase(branch, milk, 4, { cost: 800, expiresOn: '2026-12-03' }),
    purchase(branch, milk, 4, { cost: 100 }),
  ]);
  await room.tell([waste(branch, milk, 5)]);
  const lots = await room.query(
    `select expires_on::text, remaining::int, cost::int from lot where branch_id = $1 order by expires_on`,
    [branch],
  );
  expect(lots).toEqual([
    { expires_on: '2026-12-03', remaining: 0, cost: 0 },
    { expires_on: '2026-12-09', remaining: 3000, cost: 300 },
    { expires_on: null, remaining: 4000, cost: 100 },
  ]);
  const [gone] = await room.query(`select cost::int from movement where branch_id = $1 and reason = 'WASTE'`, [branch]); // prettier-ignore
  expect(gone).toEqual({ cost: -900 });
});

const choice = () => newId<ChoiceId>(randomUUID);

test('[S16] a dish takes what it is made of, as its choices have it, by the recipe of the moment; a sauce by its own', async () => {
  const branch = room.newBranch();
  const [dish, rice, beef, chicken, sauce, tomato] = [newProduct(), newProduct(), newProduct(), newProduct(), newProduct(), newProduct()]; // prettier-ignore
  const [withChicken, extraRice] = [choice(), choice()];
  const grams = (n: number) => quantity(n);
  const recipe: Recipe = {
    lines: [
      { productId: rice, quantity: grams(200) },
      { productId: beef, quantity: grams(150) },
      { productId: sauce, quantity: grams(50) },
    ],
    options: [
      { choiceId: withChicken, add: [{ productId: chicken, quantity: grams(160) }], without: [beef] },
      { choiceId: extraRice, add: [{ productId: rice, quantity: grams(100) }], without: [] },
    ],
  };
  const sauceRecipe: Recipe = { lines: [{ productId: tomato, quantity: grams(2000) }] };
  const later: Recipe = { lines: [{ productId: rice, quantity: grams(300) }] };
  const stock = [rice, beef, chicken, tomato].map((id) => itemOf(id));
  const dishItem = itemOf(dish, { kind: 'product', name: 'Biryani', stocked: false, recipe, since: at(0) });
  const messages = [
    setItems(branch, ...stock, itemOf(sauce, { recipe: sauceRecipe }), dishItem),
    // What comes after the change of the recipe in the books was before it in the kitchen.
    setItems(branch, { ...dishItem, revision: 2, recipe: later, since: at(100) }),
    sell(branch, 10, { productId: dish, count: 2, choices: [extraRice] }),
    sell(branch, 20, { productId: dish, count: 1, choices: [withChicken] }),
    sell(branch, 110, { productId: dish, count: 1 }),
  ];
  for (const message of messages) await room.tell([message]);
  const taken = async (id: ProductId) => (await levelOf(branch, id))?.short;
  expect(await taken(rice)).toBe(600 + 200 + 300);
  expect(await taken(beef)).toBe(300);
  expect(await taken(chicken)).toBe(160);
  expect(await taken(tomato)).toBe(300);
  expect(await levelOf(branch, dish)).toBeUndefined();
  expect(await levelOf(branch, sauce)).toMatchObject({ moved: 0 });
});

test('[S16] a sauce of a sauce takes what they are made of, a batch at a time; what is made of itself is taken as it is', async () => {
  const branch = room.newBranch();
  const [dish, curry, masala, chilli, loop] = [newProduct(), newProduct(), newProduct(), newProduct(), newProduct()]; // prettier-ignore
  const of = (productId: ProductId, n: number) => ({ productId, quantity: quantity(n) });
  // Two and a half litres of curry take a kilogram of masala; four kilograms of masala take three of chilli.
  const curryItem = itemOf(curry, { recipe: { lines: [of(masala, 1000)], makes: quantity(2500) } });
  const masalaItem = itemOf(masala, { recipe: { lines: [of(chilli, 3000), of(loop, 4)], makes: quantity(4000) } });
  const loopItem = itemOf(loop, { recipe: { lines: [of(masala, 1000), of(loop, 1000)] } });
  const dishItem = itemOf(dish, { kind: 'product', stocked: false, recipe: { lines: [of(curry, 500)] } });
  await room.tell([setItems(branch, masalaItem)]);
  await room.tell([setItems(branch, dishItem, curryItem, itemOf(chilli), loopItem)]);
  await room.tell([sell(branch, 10, { productId: dish, count: 10 })]);
  // 5 l of curry: 2 kg of masala: 1.5 kg of chilli.
  expect(await levelOf(branch, chilli)).toMatchObject({ short: 1500 });
  expect(await levelOf(branch, curry)).toMatchObject({ moved: 0 });
  expect(await levelOf(branch, masala)).toMatchObject({ short: 2 });
}); // prettier-ignore

test('[S16] what is thrown away of a lot leaves that lot with its cost, though another one expires before it', async () => {
  const branch = room.newBranch();
  const milk = newProduct();
  await room.tell([purchase(branch, milk, 5, { cost: 500, expiresOn: '2026-11-22' })]);
  await room.tell([purchase(branch, milk, 4, { cost: 800, expiresOn: '2026-11-25' })]);
  const [later] = await room.query<{ id: string }>(
    `select id from lot where branch_id = $1 and expires_on = '2026-11-25'`,
    [branch],
  );
  const lines = [{ productId: milk, quantity: pieces(3), lotId: later?.id }];
  await room.tell([requestOf(branch, 'recordWaste', { ...paper(5, 'spilt'), lines })]);
  expect(
    await room.query('select remaining::int, cost::int from lot where branch_id = $1 order by expires_on', [branch]),
  ).toEqual([{ remaining: 5000, cost: 500 }, { remaining: 1000, cost: 200 }]);
  const gone = await room.query(`select cost::int from movement where branch_id = $1 and reason = 'WASTE'`, [branch]);
  expect(gone).toEqual([{ cost: -600 }]);
  // More than the lot had goes on with the one that expires first.
  const more = [{ productId: milk, quantity: pieces(2), lotId: later?.id }];
  await room.tell([requestOf(branch, 'recordWaste', { ...paper(6, 'spilt'), lines: more })]);
  expect(await levelOf(branch, milk)).toMatchObject({ hand: 4000, lots: 4000, value: 400 });
}); // prettier-ignore

test('[S16] a count that took its time says of each what was there when somebody looked at it', async () => {
  const branch = room.newBranch();
  const [naan, cola] = [newProduct(), newProduct()];
  await room.tell([setItems(branch, itemOf(naan), itemOf(cola)), purchase(branch, naan, 9), purchase(branch, cola, 9)]);
  await room.tell([sell(branch, 20, { productId: naan, count: 2 }, { productId: cola, count: 2 })]);
  const lines = [
    { productId: naan, counted: pieces(5), at: at(10) },
    { productId: cola, counted: pieces(5), at: at(30) },
  ];
  const [told] = await room.tell([requestOf(branch, 'countStock', { ...paper(40), lines })]);
  expect(told).toMatchObject({ type: 'stockMoved', data: { levels: [{ data: { ingredient: { name: 'Rice', unit: null } } }, {}] } });
  expect(await levelOf(branch, naan)).toMatchObject({ hand: 3000 });
  expect(await levelOf(branch, cola)).toMatchObject({ hand: 5000 });
}); // prettier-ignore

test('[S14] an ingredient that somebody has changed meanwhile is refused with what they made of it, and nothing is overwritten', async () => {
  const branch = room.newBranch();
  const beef = newProduct();
  const [first, second] = [itemOf(beef, { name: 'Beef', by: 'Nusrat' }), itemOf(beef, { name: 'Beef, lean', revision: 2, by: 'Rahim' })]; // prettier-ignore
  const late = { ...second, name: 'Beef, fat', by: 'Nusrat' };
  await room.tell([setItems(branch, first)]);
  const [kept, refused, again] = await room.tell([
    setItems(branch, second),
    setItems(branch, late),
    setItems(branch, { ...second, by: 'Karim' }),
  ]);
  expect(kept?.type).toBe('itemsSet');
  expect(refused).toMatchObject({
    type: 'stockRefused',
    data: { refusal: { code: 'itemChanged', theirs: { id: beef, revision: 2, name: 'Beef, lean', by: 'Rahim' } } },
  });
  expect(again?.type).toBe('itemsSet');
  const [still] = await room.tell([setItems(branch, { ...late, recipe: { lines: [] } })]);
  expect(still?.type).toBe('stockRefused');
  expect(await room.query('select name from item where id = $1', [beef])).toEqual([{ name: 'Beef, lean' }]);
  expect(await room.query('select 1 from recipe where product_id = $1', [beef])).toEqual([]);
}); // prettier-ignore

test('[S16] [S17] nobody unmakes a dish: what comes back gives no ingredients back, a bottle goes to the shelf', async () => {
  const branch = room.newBranch();
  const [dish, bottle, rice] = [newProduct(), newProduct(), newProduct()];
  const recipe: Recipe = { lines: [{ productId: rice, quantity: pieces(1) }] };
  await room.tell([setItems(branch, itemOf(rice), itemOf(dish, { stocked: false, recipe }))]);
  await room.tell([purchase(branch, rice, 5), purchase(branch, bottle, 5)]);
  const sale = saleFor(5, [{ productId: dish, count: 1 }, { productId: bottle, count: 2 }]); // prettier-ignore
  const refund = refundOf(sale, { id: newId(randomUUID), refundedAt: at(90) });
  await room.tell([soldOf(branch, sale), refundedOf(branch, refund)]);
  expect(await levelOf(branch, rice)).toMatchObject({ hand: 4000 });
  expect(await levelOf(branch, bottle)).toMatchObject({ hand: 5000 });
});

test('[S16] what becomes low or runs out is told once, by its name, and the level says when that is', async () => {
  const branch = room.newBranch();
  const naan = newProduct();
  await room.tell([setItems(branch, itemOf(naan, { name: 'Naan', lowAt: pieces(3) })), purchase(branch, naan, 5)]); // prettier-ignore
  const told = [];
  for (const n of [1, 1, 1, 2])
    told.push(...(await room.tell([sell(branch, 1, { productId: naan, count: n })])));
  const ran = told.map((event) => (event.type === 'stockMoved' ? event.data.ran : 'other'));
  expect(ran).toEqual([
    undefined,
    [{ productId: naan, name: 'Naan', to: 'low', onHand: 3000 }],
    undefined,
    [{ productId: naan, name: 'Naan', to: 'out', onHand: 0 }],
  ]);
  expect(told.at(-1)).toMatchObject({ data: { levels: [{ data: { lowAt: 3000 } }] } });
});

function send(branch: BranchId, to: BranchId, productId: ProductId, n: number) {
  const data: StockRequestData<'sendTransfer'> = { ...paper(10), to, lines: [{ productId, quantity: pieces(n) }] }; // prettier-ignore
  return { id: data.id, message: requestOf(branch, 'sendTransfer', data) };
}
const receive = (branch: BranchId, transferId: string, ...amounts: number[]) =>
  requestOf(branch, 'receiveTransfer', {
    ...paper(20),
    transferId,
    lines: amounts.map((n, place) => ({ place, quantity: pieces(n) })),
  });

test('[S16] goods in transit are in no branch; they arrive with their lots, once, and what is missing stays missing', async () => {
  const [here, there] = [room.newBranch(), room.newBranch()];
  const [milk, theirMilk] = [newProduct(), newProduct()];
  await room.tell([setItems(here, itemOf(milk, { name: 'Milk' })), setItems(there, itemOf(theirMilk, { name: 'milk' }))]); // prettier-ignore
  await room.tell([
    purchase(here, milk, 4, { cost: 400, expiresOn: '2026-12-03' }),
    purchase(here, milk, 4, { cost: 800, expiresOn: '2026-12-09' }),
  ]);
  const sent = send(here, there, milk, 6);
  await room.tell([sent.message]);
  expect(await levelOf(here, milk)).toMatchObject({ hand: 2000, value: 400 });
  expect(await levelOf(there, theirMilk)).toMatchObject({ hand: 0 });
  const first = receive(there, sent.id, 4, 1);
  const told = await room.tell([first, first]);
  expect(told).toMatchObject([{ type: 'stockMoved' }]);
  expect(await levelOf(there, theirMilk)).toMatchObject({ hand: 5000, lots: 5000, value: 600 });
  const lines = await room.query(
    'select quantity::int, received::int, expires_on::text from transfer_line where transfer_id = $1 order by place',
    [sent.id],
  );
  expect(lines).toEqual([
    { quantity: 4000, received: 4000, expires_on: '2026-12-03' },
    { quantity: 2000, received: 1000, expires_on: '2026-12-09' },
  ]);
  const [again] = await room.tell([receive(there, sent.id, 4, 2)]);
  expect(again).toMatchObject({ type: 'stockRefused', data: { refusal: { code: 'transferReceived' } } });
});

test('[S14] a transfer that is not to this branch, or of something it does not have, is refused and moves nothing', async () => {
  const [here, there] = [room.newBranch(), room.newBranch()];
  const milk = newProduct();
  await room.tell([setItems(here, itemOf(milk, { name: 'Milk' })), purchase(here, milk, 4)]);
  const sent = send(here, there, milk, 3);
  await room.tell([sent.message]);
  const [stranger] = await room.tell([receive(room.newBranch(), sent.id, 3)]);
  expect(stranger).toMatchObject({ data: { refusal: { code: 'transferUnknown', transferId: sent.id } } });
  const [unknown] = await room.tell([receive(there, sent.id, 3)]);
  expect(unknown).toMatchObject({ data: { refusal: { code: 'itemUnknown', name: 'Milk' } } });
  // It comes back to the one who sent it.
  await room.tell([receive(here, sent.id, 3)]);
  expect(await levelOf(here, milk)).toMatchObject({ hand: 4000 });
});

function reserve(branch: BranchId, productId: ProductId, n: number, how: { id?: OrderId; expiresAt?: Instant } = {}) {
  const { id: reservationId = newId<OrderId>(randomUUID), expiresAt = instant(Date.now() + 60_000) } = how;
  const lines = [{ productId, quantity: pieces(n), options: [] }];
  return { id: reservationId, message: requestOf(branch, 'reserveStock', { reservationId, lines, expiresAt }) };
} // prettier-ignore
const release = (branch: BranchId, reservationId: string) =>
  requestOf(branch, 'releaseStock', { reservationId });

test('[S16] a reservation holds what an order will take until it is paid, released or over; more than is left is refused whole', async () => {
  const branch = room.newBranch();
  const prawn = newProduct();
  await room.tell([setItems(branch, itemOf(prawn, { name: 'Prawn' })), purchase(branch, prawn, 5)]);
  const first = reserve(branch, prawn, 3);
  const [held, again] = await room.tell([first.message, reserve(branch, prawn, 3, first).message]);
  expect([held?.type, again?.type]).toEqual(['stockReserved', 'stockReserved']);
  const [refused] = await room.tell([reserve(branch, prawn, 3).message]);
  expect(refused).toMatchObject({
    type: 'stockRefused',
    data: { refusal: { code: 'notEnough', lines: [{ name: 'Prawn', wanted: 3000, left: 2000 }] } },
  });
  // A till is never blocked by what is promised; what is not there then is a shortage.
  await room.tell([soldOf(branch, saleFor(1, [{ productId: prawn, count: 3 }], first.id))]);
  expect(await levelOf(branch, prawn)).toMatchObject({ hand: 2000 });
  const over = reserve(branch, prawn, 2, { expiresAt: instant(Date.now() - 1) });
  const next = reserve(branch, prawn, 2);
  await room.tell([over.message]);
  expect(await room.tell([next.message])).toMatchObject([{ type: 'stockReserved' }]);
  await room.tell([release(branch, next.id)]);
  expect(await room.tell([reserve(branch, prawn, 2).message])).toMatchObject([{ type: 'stockReserved' }]);
});

test('[S13] a reservation that comes after its release holds nothing, and what nobody keeps in stock is always there', async () => {
  const branch = room.newBranch();
  const tea = newProduct();
  const late = reserve(branch, tea, 2);
  expect(await room.tell([release(branch, late.id)])).toMatchObject([{ type: 'stockReleased' }]);
  expect(await room.tell([late.message])).toMatchObject([{ type: 'stockRefused', data: { refusal: { code: 'released' } } }]); // prettier-ignore
  expect(await room.tell([reserve(branch, tea, 200).message])).toMatchObject([{ type: 'stockReserved' }]);
});
