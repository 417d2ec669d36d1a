import { pieces } from '@galley/shared/values/quantity.ts';
import { expect, test } from 'vitest';
import { addLine } from '../src/renderer/actions/add-line.ts';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { changeQuantity } from '../src/renderer/actions/change-quantity.ts';
import { openShift } from '../src/renderer/actions/open-shift.ts';
import { removeLine } from '../src/renderer/actions/remove-line.ts';
import { selectOrder } from '../src/renderer/actions/select-order.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { voidLine } from '../src/renderer/actions/void-line.ts';
import { newId, type OrderId } from '@galley/shared/values/ids.ts';
import { money } from '@galley/shared/values/money.ts';
import { instant } from '@galley/shared/values/time.ts';
import { applyChanges } from '../src/renderer/sync/apply-changes.ts';
import { readMeta } from '../src/renderer/db/database.ts';
import {
  codeOf, cola, curry, large, outbox, pay, present, rahim, rare, setup, steak, tap, tea, till1, value, type World,
} from './world.ts'; // prettier-ignore

test('one tap starts an order to take away and puts it on screen', async () => {
  const till = await setup();
  const line = value(await tap(till, null, curry));
  const orderId = await readMeta(till.db, 'currentOrder');
  const order = present(await till.db.orders.get(present(orderId ?? undefined)));
  expect(order).toMatchObject({ number: 'T1-1', type: 'takeaway', status: 'open' });
  expect(order.lines).toEqual([line]);
});

test('the same tap again makes the line grow until the kitchen has it', async () => {
  const till = await setup();
  const order = await dineIn(till);
  const first = value(await tap(till, order.id, curry));
  expect(value(await tap(till, order.id, curry))).toMatchObject({ id: first.id, quantity: 2000 });
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  expect(value(await tap(till, order.id, curry))).toMatchObject({ quantity: 1000 });
  expect((await till.db.orders.get(order.id))?.lines).toHaveLength(2);
});

test('a note or another choice makes a line of its own', async () => {
  const till = await setup();
  const order = await dineIn(till);
  const args = { orderId: order.id, productId: steak.id, quantity: pieces(1), staffId: rahim.id };
  value(await addLine(till, { ...args, choiceIds: [rare.id], note: '' }));
  value(await addLine(till, { ...args, choiceIds: [large.id, rare.id], note: '' }));
  value(await addLine(till, { ...args, choiceIds: [rare.id, large.id], note: '' }));
  value(await addLine(till, { ...args, choiceIds: [rare.id], note: 'no salt' }));
  const lines = (await till.db.orders.get(order.id))?.lines ?? [];
  expect(lines.map((line) => line.quantity)).toEqual([1000, 2000, 1000]);
});

test('a refused line leaves no empty order behind', async () => {
  const till = await setup();
  expect(codeOf(await tap(till, null, steak))).toBe('choiceMissing');
  expect(await till.db.orders.count()).toBe(0);
});

test('[M6] another order type picks the taxes of the lines anew', async () => {
  const till = await setup();
  const order = await dineIn(till);
  value(await tap(till, order.id, curry));
  expect((await till.db.orders.get(order.id))?.lines[0]?.taxes).toHaveLength(1);
  const changed = value(
    await changeOrder(till, { orderId: order.id, type: 'takeaway', table: null, staffId: rahim.id }),
  );
  expect(changed.lines[0]?.taxes).toEqual([]);
  expect(changed).toMatchObject({ type: 'takeaway', table: null, guests: 2 });
});

test('[P8] sending makes one ticket and one print job a station, and each line goes once', async () => {
  const till = await setup();
  const order = await dineIn(till);
  for (const item of [curry, tea, cola]) value(await tap(till, order.id, item));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  const tickets = await till.db.tickets.toArray();
  expect(
    Object.fromEntries(tickets.map((ticket) => [ticket.station, ticket.lines.map((line) => line.name)])),
  ).toEqual({ Bar: ['Tea'], Kitchen: ['Curry'] });
  expect((await till.db.printJobs.toCollection().primaryKeys()).sort()).toEqual(
    tickets.map((ticket) => `ticket:${ticket.id}`).sort(),
  );
  expect(codeOf(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }))).toBe('nothingToSend');
});

test('[S15] what nobody cooks is told together with what is cooked', async () => {
  const till = await setup();
  const order = await dineIn(till);
  for (const item of [curry, cola]) value(await tap(till, order.id, item));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  const body: { data: { lines: { name: string }[] } } = JSON.parse((await outbox(till)).at(-1)?.body ?? '');
  expect(body.data.lines.map((line) => line.name)).toEqual(['Curry', 'Cola']);
});

test('[P8] a line that the kitchen has can only be made void, with a reason, and the kitchen is told', async () => {
  const till = await setup();
  const order = await dineIn(till);
  const line = value(await tap(till, order.id, curry));
  const args = { orderId: order.id, lineId: line.id };
  expect(codeOf(await voidLine(till, { ...args, reason: 'wrong', staffId: rahim.id }))).toBe('notSent');
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  expect(codeOf(await removeLine(till, args))).toBe('kitchenHasIt');
  expect(codeOf(await changeQuantity(till, { ...args, quantity: pieces(3) }))).toBe('kitchenHasIt');
  expect(codeOf(await voidLine(till, { ...args, reason: ' ', staffId: rahim.id }))).toBe('reasonMissing');
  value(await voidLine(till, { ...args, reason: 'wrong table', staffId: rahim.id }));
  const paper = await till.db.tickets.filter((ticket) => ticket.kind === 'void').toArray();
  expect(paper).toMatchObject([{ reason: 'wrong table', lines: [{ name: 'Curry' }] }]);
  expect(await till.db.printJobs.get(`ticket:${present(paper[0]).id}`)).toBeDefined();
  expect((await outbox(till)).map((row) => row.name)).toEqual([
    'openShift',
    'changeOrder',
    'sendToKitchen',
    'voidLine',
  ]);
  expect(codeOf(await voidLine(till, { ...args, reason: 'again', staffId: rahim.id }))).toBe('voidedAlready');
  expect(codeOf(await pay(till, order.id, 1000))).toBe('nothingToPay');
});

test('an unsent line is changed and taken out without telling anyone', async () => {
  const till = await setup();
  const order = await dineIn(till);
  const line = value(await tap(till, order.id, curry));
  value(await changeQuantity(till, { orderId: order.id, lineId: line.id, quantity: pieces(3) }));
  expect((await till.db.orders.get(order.id))?.lines[0]?.quantity).toBe(3000);
  value(await removeLine(till, { orderId: order.id, lineId: line.id }));
  expect((await till.db.orders.get(order.id))?.lines).toEqual([]);
  expect((await outbox(till)).map((row) => row.name)).toEqual(['openShift', 'changeOrder']);
});

test('nothing is sold without a shift, and a day has one', async () => {
  const till = await setup({ shift: false });
  expect(codeOf(await tap(till, null, curry))).toBe('noShift');
  const shift = value(await openShift(till, { staffId: rahim.id, float: money(5000) }));
  expect(shift.businessDay).toBe('2026-11-21');
  expect(codeOf(await openShift(till, { staffId: rahim.id, float: money(0) }))).toBe('alreadyOpen');
  till.clock.ms += 24 * 3600_000;
  value(await openShift(till, { staffId: rahim.id, float: money(0) }));
});

test('[S18] a clock that is put back does not make the log run backwards', async () => {
  const till = await setup();
  const order = await dineIn(till);
  value(await tap(till, order.id, curry));
  till.clock.ms -= 3600_000;
  const sale = value(await pay(till, order.id, 50_000));
  const times = (await outbox(till)).map((row) => row.recordedAt);
  expect(times).toEqual([...times].sort());
  expect(sale.paidAt).toBe(times.at(-1));
});

test('the order on screen is a row, and a paid one cannot be put there', async () => {
  const till = await setup();
  const order = await dineIn(till);
  value(await selectOrder(till, null));
  expect(await readMeta(till.db, 'currentOrder')).toBeNull();
  value(await selectOrder(till, order.id));
  value(await tap(till, order.id, curry));
  value(await pay(till, order.id, 50_000));
  expect(codeOf(await selectOrder(till, order.id))).toBe('alreadyPaid');
  expect(codeOf(await tap(till, order.id, curry))).toBe('alreadyPaid');
});

async function dineIn(till: World) {
  return value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '4', guests: 2 }));
}

test('[S15] an order that went to another table elsewhere ends here with the last item that only this till had', async () => {
  const till = await setup();
  const order = value(await startOrder(till, { staffId: rahim.id, type: 'dineIn', table: '5', guests: 2 }));
  value(await tap(till, order.id, curry));
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  const sent = present(await till.db.orders.get(order.id));
  const draft = value(await tap(till, order.id, cola));
  const { revision: _revision, version: _version, ahead: _ahead, ...told } = sent;
  const gone = {
    ...told,
    status: 'closed' as const,
    closed: { by: 'Nusrat', at: instant(till.clock.ms), reason: 'T2-9' },
    lines: sent.lines.map((line) => ({ ...line, home: { orderId: newId<OrderId>(till.ids), moves: 1 } })),
  };
  await applyChanges(
    till.db,
    [{ entity: 'order', id: order.id, revision: 2, version: 2, data: gone }],
    till1.id,
  );
  expect(await till.db.orders.get(order.id)).toMatchObject({ status: 'open' });
  value(await removeLine(till, { orderId: order.id, lineId: draft.id }));
  expect(await till.db.orders.get(order.id)).toMatchObject({ status: 'closed' });
});
