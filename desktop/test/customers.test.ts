import 'fake-indexeddb/auto';
import { phoneKey } from '@galley/shared/domain/customer.ts';
import { mergeOrders, type Order } from '@galley/shared/domain/order.ts';
import { expect, test } from 'vitest';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { startOrder } from '../src/renderer/actions/start-order.ts';
import { findCustomers, readLastOrders } from '../src/renderer/till/customers/queries.ts';
import { codeOf, curry, outbox, pay, present, rahim, setup, tap, value, type World } from './world.ts';

const amina = { name: 'Amina Rahman', phone: '+880 1711-234567', address: 'House 12, Road 27' };

function deliver(till: World, customer: typeof amina | null) {
  return startOrder(till, { staffId: rahim.id, type: 'delivery', table: null, guests: 0, customer });
}

test('[M9] a delivery carries its guest to the branch and on its paper, and the sale for ever names nobody', async () => {
  const till = await setup();
  const order = value(await deliver(till, amina));
  await tap(till, order.id, curry);
  value(await sendToKitchen(till, { orderId: order.id, staffId: rahim.id }));
  const sale = value(await pay(till, order.id, 100_000));
  const bodies = (await outbox(till)).map(({ name, body }) => ({ name, data: JSON.parse(body).data }));
  const { customer } = present(bodies.find(({ name }) => name === 'saveCustomer')).data;
  expect(customer).toMatchObject({ ...amina, edits: 1 });
  const told = present(bodies.find(({ name }) => name === 'sendToKitchen')).data.order.customer;
  expect(told).toEqual({ ...amina, id: customer.id });
  expect(JSON.stringify(sale)).not.toContain('Amina');
  const receipt = present(
    (await till.db.printJobs.toArray()).find(({ content }) => content.kind === 'receipt'),
  );
  expect(receipt.content).toMatchObject({ customer: amina });
});

test('[S1] who was here before is found offline by number or name, once, as they were last', async () => {
  const till = await setup();
  value(await deliver(till, amina));
  value(await deliver(till, { name: 'Karim', phone: '01819 000111', address: '' }));
  const moved = { ...amina, phone: '01711234567', address: 'House 3, Road 5' };
  const order = value(await deliver(till, moved));
  expect(phoneKey(amina.phone)).toBe(phoneKey(moved.phone));
  expect(await findCustomers(till.db, '1711')).toMatchObject([{ ...moved, edits: 2 }]);
  // The same again says nothing new.
  value(await deliver(till, moved));
  const saves = (await outbox(till)).filter(({ name }) => name === 'saveCustomer');
  expect(saves).toHaveLength(3);
  expect(await readLastOrders(till.db, '+8801711234567')).toEqual([]);
  await tap(till, order.id, curry);
  value(await pay(till, order.id, 100_000));
  expect(await readLastOrders(till.db, '+8801711234567')).toMatchObject([
    { id: order.id, items: [curry.name] },
  ]);
  expect((await findCustomers(till.db, 'rahman')).map(({ address }) => address)).toEqual(['House 3, Road 5']);
  expect(await findCustomers(till.db, '0')).toEqual([]);
});

test('[S15] the newest word about the guest wins on both sides, and no card number is written down as a phone', async () => {
  const till = await setup();
  const order = value(await deliver(till, amina));
  const card = { ...amina, phone: '4242 4242 4242 4242' };
  expect(codeOf(await deliver(till, card))).toBe('cardNumber');
  expect(codeOf(await changeOrder(till, { orderId: order.id, customer: card, staffId: rahim.id }))).toBe(
    'cardNumber',
  );
  const changed: Order = value(
    await changeOrder(till, {
      orderId: order.id,
      customer: { ...amina, name: 'Amina R.' },
      staffId: rahim.id,
    }),
  );
  for (const merged of [mergeOrders(order, changed), mergeOrders(changed, order)])
    expect(merged.customer?.name).toBe('Amina R.');
  const left = value(await changeOrder(till, { orderId: order.id, customer: null, staffId: rahim.id }));
  expect(mergeOrders(changed, left).customer).toBeUndefined();
  // What else changes leaves the guest as they are.
  expect(
    value(await changeOrder(till, { orderId: changed.id, guests: 0, staffId: rahim.id })).customer,
  ).toBeUndefined();
});
