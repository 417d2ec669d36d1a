import { expect, test } from 'vitest';
import { changeOrder } from '../src/renderer/actions/change-order.ts';
import { completeSale } from '../src/renderer/actions/complete-sale.ts';
import { sendToKitchen } from '../src/renderer/actions/send-to-kitchen.ts';
import { bar, branch, curry, kitchen, present, rahim, setup, tap, value } from './world.ts';

/** Everything to take away is packed at the bar; the rest stays in the kitchen. */
const routing = {
  rules: [{ by: 'orderType' as const, orderType: 'takeaway' as const, stationId: bar.id }],
  fallbackStationId: kitchen.id,
};

test('[P8] a line goes to the station that the rules name for its order, and moves with the order until it is sent', async () => {
  const till = await setup();
  await till.db.branches.put({ ...branch, routing, revision: 1, version: 1 });
  await till.db.products.update(curry.id, { stationId: null });
  const line = value(await tap(till, null, curry));
  expect(line.stationId).toBe(bar.id);
  const [order] = await till.db.orders.toArray();
  const orderId = present(order).id;
  value(await changeOrder(till, { orderId, type: 'dineIn', table: '4', guests: 2, staffId: rahim.id }));
  value(await sendToKitchen(till, { orderId, staffId: rahim.id }));
  const [ticket] = await till.db.tickets.toArray();
  expect(ticket).toMatchObject({ stationId: kitchen.id, station: kitchen.name });
  // What is sent stays where it is, whatever the rules say afterwards.
  await till.db.branches.put({
    ...branch,
    routing: { ...routing, fallbackStationId: bar.id },
    revision: 2,
    version: 2,
  });
  expect((await till.db.orders.get(orderId))?.lines[0]?.stationId).toBe(kitchen.id);
});

test('[P8] paying tells the station that the rules name', async () => {
  const till = await setup();
  await till.db.branches.put({ ...branch, routing, revision: 1, version: 1 });
  await till.db.products.update(curry.id, { stationId: null });
  const line = value(await tap(till, null, curry));
  const [order] = await till.db.orders.toArray();
  const paid = await completeSale(till, {
    orderId: present(order).id,
    tenders: [{ kind: 'card', amount: line.unitPrice, reference: null }],
    staffId: rahim.id,
  });
  if (!paid.ok) expect(paid.message).toBe('');
  expect((await till.db.tickets.toArray()).map((ticket) => ticket.stationId)).toEqual([bar.id]);
});
