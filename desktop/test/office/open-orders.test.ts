import { expect, test } from 'vitest';
import { sendToKitchen } from '../../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../../src/renderer/actions/start-order.ts';
import { itemsOf, marksOf } from '../../src/renderer/office/orders/order-words.ts';
import { findOrders, readOpenOrders } from '../../src/renderer/till/orders/queries.ts';
import { branch, cola, curry, pay, rahim, setup, tap, tea, value } from '../world.ts';

test('[S15] the open orders of the office are those that nobody has paid, the oldest first, with what somebody has to see to', async () => {
  const till = await setup();
  const place = (table: string) => ({ type: 'dineIn', table, guests: 2 }) as const;
  const five = value(await startOrder(till, { staffId: rahim.id, ...place('5') }));
  const seven = value(await startOrder(till, { staffId: rahim.id, ...place('7') }));
  value(await tap(till, five.id, curry));
  value(await tap(till, five.id, curry));
  value(await tap(till, seven.id, tea));
  value(await sendToKitchen(till, { orderId: seven.id, staffId: rahim.id }));

  const open = await readOpenOrders(till.db);
  expect(open.map(({ table }) => table)).toEqual(['5', '7']);
  expect(open.map(itemsOf)).toEqual(['2 Curry', '1 Tea']);
  expect(open.map((order) => marksOf(order, branch))).toEqual([['1 item not sent'], []]);
  expect(findOrders(open, 'tea').map(({ table }) => table)).toEqual(['7']);

  const gone = value(await startOrder(till, { staffId: rahim.id, ...place('9') }));
  value(await tap(till, gone.id, cola));
  value(await pay(till, gone.id, 10_000));
  expect((await readOpenOrders(till.db)).map(({ table }) => table)).toEqual(['5', '7']);
});
