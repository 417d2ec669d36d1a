import { voidLine } from '../src/renderer/actions/void-line.ts';
import { checkDigit } from '@galley/shared/domain/barcode.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { liveLines } from '@galley/shared/domain/order.ts';
import { totalsOf } from '@galley/shared/domain/totals.ts';
import { money } from '@galley/shared/values/money.ts';
import { must } from '@galley/shared/values/must.ts';
import { pieces, quantity } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { addLine, type LineWish } from '../src/renderer/actions/add-line.ts';
import { assignLine } from '../src/renderer/actions/assign-line.ts';
import { changeQuantity } from '../src/renderer/actions/change-quantity.ts';
import { removeLine } from '../src/renderer/actions/remove-line.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { setAvailability } from '../src/renderer/actions/set-availability.ts';
import { readLeft } from '../src/renderer/db/read-left.ts';
import { readScan } from '../src/renderer/till/sell/read-scan.ts';
import {
  borhani, branch, cake, codeOf, lunch, outbox, pay, rahim, setup, sweets, tikka, value, type World,
} from './world.ts'; // prettier-ignore

async function setupMenu(): Promise<World> {
  const till = await setup();
  const menu = [tikka, borhani, sweets, cake, lunch];
  await till.db.products.bulkAdd(menu.map((product) => ({ ...product, revision: 1, version: 1 })));
  return till;
}

const mild = tikka.options[0]?.choices[0]?.id;
const set = {
  choiceIds: [],
  parts: [
    { group: 0, productId: tikka.id, choiceIds: mild ? [mild] : [] },
    { group: 1, productId: borhani.id, choiceIds: [] },
  ],
};

function add(till: World, product: Product, wish: Partial<LineWish> = {}, orderId: LineOrder = null) {
  return addLine(till, {
    orderId, productId: product.id, choiceIds: [], quantity: pieces(1), note: '', staffId: rahim.id, ...wish,
  }); // prettier-ignore
}
type LineOrder = Parameters<typeof addLine>[1]['orderId'];

async function onlyOrder({ db }: World) {
  const [order] = await db.orders.toArray();
  if (!order) throw new Error('there is no order');
  return order;
}

test('[M14] a combo is a line a part: counted, removed and paid together, to the unit', async () => {
  const till = await setupMenu();
  value(await add(till, lunch, set));
  const order = await onlyOrder(till);
  expect(order.lines.map(({ name, stationId }) => [name, stationId])).toEqual([
    ['Chicken tikka', tikka.stationId],
    ['Borhani', borhani.stationId],
  ]);
  const [first] = order.lines;
  if (!first) throw new Error('a combo has lines');
  value(await changeQuantity(till, { orderId: order.id, lineId: first.id, quantity: pieces(3) }));
  const { subtotal } = totalsOf((await onlyOrder(till)).lines);
  expect(subtotal).toBe((35_000 + 4_000) * 3);
  value(await add(till, borhani, {}, order.id));
  value(await removeLine(till, { orderId: order.id, lineId: first.id }));
  expect((await onlyOrder(till)).lines.map(({ name, combo }) => [name, combo])).toEqual([
    ['Borhani', undefined],
  ]);
});

test('[M14] [M10] whose one part of a combo is, is whose all of it is; a course is of its part alone', async () => {
  const till = await setupMenu();
  value(await add(till, lunch, set));
  value(await add(till, borhani, {}, (await onlyOrder(till)).id));
  const { id: orderId, lines } = await onlyOrder(till);
  const [main, drink, other] = lines;
  const say = (what: { seat?: number; course?: number }, line = main) =>
    assignLine(till, { orderId, lineId: must(line ?? null, 'three lines').id, staffId: rahim.id, ...what });
  value(await say({ seat: 2 }));
  value(await say({ course: 2 }, drink));
  value(await sendToKitchen(till, { orderId, staffId: rahim.id }));
  value(await say({ seat: 3 }, drink));
  expect((await onlyOrder(till)).lines.map(({ id, seat, course }) => [id, seat, course])).toEqual([
    [main?.id, 3, undefined], [drink?.id, 3, 2], [other?.id, undefined, undefined],
  ]); // prettier-ignore
});

test('[M14] [P8] each part goes to its own station, and a combo that is taken back is taken back everywhere', async () => {
  const till = await setupMenu();
  value(await add(till, lunch, set));
  const { id: orderId } = await onlyOrder(till);
  value(await sendToKitchen(till, { orderId, staffId: rahim.id }));
  const fired = await till.db.tickets.toArray();
  expect(
    fired
      .map(({ station, lines }) => [station, lines.map(({ name }) => name)])
      .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
  ).toEqual([
    ['Bar', ['Borhani']],
    ['Kitchen', ['Chicken tikka']],
  ]);
  const { lines } = await onlyOrder(till);
  const lineId = lines[1]?.id;
  if (!lineId) throw new Error('a combo has lines');
  value(await voidLine(till, { orderId, lineId, reason: 'changed their mind', staffId: rahim.id }));
  const order = await onlyOrder(till);
  expect(liveLines(order)).toEqual([]);
  const voids = (await till.db.tickets.toArray()).filter(({ kind }) => kind === 'void');
  expect(voids.map(({ station }) => station).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'Bar',
    'Kitchen',
  ]);
  expect((await outbox(till)).filter(({ name }) => name === 'voidLine')).toHaveLength(2);
});

test('[M2] what is weighed has three decimals and a line of its own each time', async () => {
  const till = await setupMenu();
  value(await add(till, sweets, { quantity: quantity(355) }));
  const { id } = await onlyOrder(till);
  value(await add(till, sweets, { quantity: quantity(1_001) }, id));
  const { lines } = await onlyOrder(till);
  expect(lines.map((line) => [line.unit, line.quantity])).toEqual([['kg', 355], ['kg', 1_001]]); // prettier-ignore
  expect(totalsOf(lines).subtotal).toBe(21_300 + 60_060);
});

test('an open price has to be said, and is what the line costs', async () => {
  const till = await setupMenu();
  expect(codeOf(await add(till, cake))).toBe('priceMissing');
  expect(value(await add(till, cake, { price: money(150_000) })).unitPrice).toBe(150_000);
});

test.each([
  ['its own code', 'cake', { kind: 'product', product: { name: 'Cake to order' } }],
  ['a weight label', label('210471100750'), { kind: 'labelled', said: { quantity: 750 } }],
  ['a price label', label('200471145000'), { kind: 'labelled', said: { quantity: 750 } }],
  ['a price label of another day', label('200471144999'), { said: { quantity: 1_000, price: 44_999 } }],
  ['a label of an item that is not sold', label('219999900750'), { kind: 'unknown' }],
  ['a code that nobody knows', '8801234567893', { kind: 'unknown', code: '8801234567893' }],
])('[M15] a scan of %s is understood', async (_what, code, expected) => {
  const till = await setupMenu();
  expect(value(await readScan(till, branch, code))).toMatchObject(expected);
});

test('[M9] a price that changes touches no line that is on an order already', async () => {
  const till = await setupMenu();
  value(await add(till, borhani));
  const { id } = await onlyOrder(till);
  await till.db.products.update(borhani.id, { price: money(9_900) });
  value(await add(till, borhani, {}, id));
  const { lines } = await onlyOrder(till);
  expect(lines.map((line) => [line.unitPrice, line.quantity])).toEqual([[9_000, 1_000], [9_900, 1_000]]); // prettier-ignore
});

test('what is sold out is refused until there is enough again, as a part of a combo too; the outbox tells the others', async () => {
  const till = await setupMenu();
  const say = (left: number | null) =>
    setAvailability(till, {
      productId: borhani.id,
      left: left === null ? null : pieces(left),
      staffId: rahim.id,
    });
  value(await say(0));
  expect(codeOf(await add(till, borhani))).toBe('soldOut');
  expect(codeOf(await add(till, lunch, set))).toBe('soldOut');
  value(await say(null));
  value(await add(till, borhani));
  expect((await outbox(till)).filter(({ name }) => name === 'setAvailability')).toHaveLength(2);
});

test('only so many left count down with what is ordered and paid, and up with what is taken back', async () => {
  const till = await setupMenu();
  value(await setAvailability(till, { productId: borhani.id, left: pieces(5), staffId: rahim.id }));
  const left = async () => (await readLeft(till.db)).get(borhani.id);
  till.clock.ms += 1000;
  value(await add(till, borhani, { quantity: pieces(2) }));
  expect(await left()).toBe(pieces(3));
  const { id } = await onlyOrder(till);
  expect(codeOf(await add(till, borhani, { quantity: pieces(4) }, id))).toBe('soldOut');
  value(await pay(till, id, 100_000));
  expect(await left()).toBe(pieces(3));
  value(await add(till, borhani));
  expect(await left()).toBe(pieces(2));
});

function label(code: string): string {
  return code + checkDigit(code);
}
