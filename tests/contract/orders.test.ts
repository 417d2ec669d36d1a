import { describe, expect, test } from 'vitest';
import { readLateOrders } from '@galley/desktop/renderer/till/orders/queries.ts';
import { lateLines } from '@galley/shared/domain/order.ts';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';
import type { Till } from './till.ts';

describe.each(['nats', 'direct'] as const)('over the %s bus', (bus) => {
  test('[P8] [S15] an order sent in rounds and paid has each line on one ticket and the rest fired with the payment', async () => {
    await using branch = await openBranch(bus);
    const { first } = branch;
    const order = await first.order({ type: 'dineIn', table: '3', guests: 2 });
    await first.add(order, 'Beef kala bhuna');
    await first.add(order, 'Borhani', { count: 2 });
    await first.send(order);
    await first.add(order, 'Beef kala bhuna');
    await first.add(order, 'Cake from the shelf');
    await first.send(order);
    await branch.settle();
    await first.add(order, 'Firni');
    await first.pay(order);
    // One that stays open, with a draft that nobody else may see.
    const open = await first.order();
    await first.add(open, 'Plain naan');
    await first.send(open);
    await first.add(open, 'Garlic naan');

    const books = await agreed(branch);
    const rounds = books.tickets.filter((ticket) => ticket.orderId === order.id);
    expect(rounds.map(({ round, station, parts }) => `${round} ${station} of ${parts}`).toSorted()).toEqual([
      '1 Bar of 2',
      '1 Kitchen of 2',
      '2 Kitchen of 1',
      '3 Kitchen of 1',
    ]);
    expect(books.orders.find(({ id }) => id === open.id)).toMatchObject({ status: 'open', lines: [{ name: 'Plain naan' }] }); // prettier-ignore
    expect((await first.db.orders.get(open.id))?.lines.map(({ name }) => name)).toEqual(['Plain naan', 'Garlic naan']); // prettier-ignore
  });

  test('[P8] [S15] a line that was sent and voided is told to its station, kept in the order and free of charge', async () => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    const order = await first.order({ type: 'dineIn', table: '8', guests: 1 });
    const kebab = await first.add(order, 'Chicken reshmi kebab');
    await first.add(order, 'Steamed rice');
    await first.send(order);
    await branch.settle();
    // The other till takes it back; the first one hears of it and charges without it.
    await second.void(order, kebab, 'burnt');
    await branch.settle();
    const sale = await first.pay(order);

    const books = await agreed(branch);
    expect(sale.lines.map(({ name }) => name)).toEqual(['Steamed rice']);
    expect(books.orders[0]?.lines.find(({ id }) => id === kebab.id)?.kitchen).toMatchObject({
      state: 'voided',
      reason: 'burnt',
    });
    expect(books.tickets.filter(({ kind }) => kind === 'void')).toMatchObject([
      { station: 'Kitchen', lines: [{ lineId: kebab.id }] },
    ]);
  });

  test('[S15] two tills add lines to one order while apart, and both survive on every side', async () => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    const order = await first.order({ type: 'dineIn', table: '1', guests: 6 });
    await first.add(order, 'Chotpoti');
    await first.send(order);
    await branch.settle();
    for (const till of [first, second]) till.cut();
    await first.add(order, 'Dal makhani');
    await first.send(order);
    await second.add(order, 'Begun bhaji');
    await second.add(order, 'Borhani');
    await second.send(order);
    await first.add(order, 'Luchi (4 pieces)');
    await branch.settle();
    const sale = await second.pay(order);

    const books = await agreed(branch);
    const sold = ['Begun bhaji', 'Borhani', 'Chotpoti', 'Dal makhani'];
    expect(sale.lines.map(({ name }) => name).toSorted()).toEqual(sold);
    expect(books.orders[0]?.lines.map(({ name }) => name).toSorted()).toEqual(sold);
  });
});

test('[S15] [S14] two tills pay one order while apart: both sales stand and the later one is flagged', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order();
  await first.add(order, 'Morog polao');
  await first.send(order);
  await branch.settle();
  for (const till of [first, second]) till.cut();
  await second.add(order, 'Mishti doi');
  const sales = [await first.pay(order), await second.pay(order)];
  first.mend();
  await expect.poll(async () => (await first.outbox()).at(-1)?.state).toBe('settled');

  const books = await agreed(branch);
  expect(books.sales.map(({ id }) => id)).toEqual(sales.map(({ id }) => id).toSorted());
  expect((await first.outbox()).at(-1)).toMatchObject({ verdict: 'applied', flags: [] });
  expect((await second.outbox()).at(-1)).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'paidTwice', detail: { orderNumber: order.number } }],
  });
});

test('[S15] [S14] what a till adds while another takes the money is flagged, found on both, and ends on a bill of its own or taken back', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order({ type: 'dineIn', table: '4', guests: 2 });
  await first.add(order, 'Morog polao');
  await first.send(order);
  await branch.settle();
  for (const till of [first, second]) till.cut();
  const sale = await first.pay(order);
  await second.add(order, 'Mishti doi');
  const naan = await second.add(order, 'Plain naan');
  await second.send(order);
  await second.add(order, 'Borhani'); // never sent
  first.mend();
  await expect.poll(async () => (await first.outbox()).at(-1)?.state).toBe('settled');
  await branch.settle();

  expect(sale.lines.map(({ name }) => name)).toEqual(['Morog polao']);
  expect((await second.outbox()).at(-1)).toMatchObject({
    name: 'sendToKitchen',
    flags: [
      { code: 'addedAfterPaid', detail: { orderNumber: order.number, names: 'Mishti doi, Plain naan' } },
    ],
  });
  const late = async (till: Till) =>
    (await readLateOrders(till.db)).flatMap(lateLines).map(({ name }) => name);
  expect(await late(first)).toEqual(['Mishti doi', 'Plain naan']);
  expect(await late(second)).toEqual(['Mishti doi', 'Plain naan', 'Borhani']);

  // One is taken back at either till, the rest goes on a bill of its own.
  await first.void(order, naan, 'the guests have gone');
  await branch.settle();
  const rest = (await readLateOrders(second.db)).flatMap(lateLines);
  const bill = await second.move(order, rest, { type: 'dineIn', table: '4', guests: 0 });
  const more = await second.pay(bill);
  await branch.settle();
  expect(more.lines.map(({ name }) => name).toSorted()).toEqual(['Borhani', 'Mishti doi']);
  expect([await late(first), await late(second)]).toEqual([[], []]);
  await agreed(branch);
});

test('[S15] two tills void one line while apart, each for its own reason, and all sides keep the same of the two', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order();
  const line = await first.add(order, 'Bhuna khichuri');
  await first.add(order, 'Firni');
  await first.send(order);
  await branch.settle();
  for (const till of [first, second]) till.cut();
  await first.void(order, line, 'guest changed his mind');
  await second.void(order, line, 'sold out');
  const books = await agreed(branch);
  expect(books.tickets.filter(({ kind }) => kind === 'void')).toHaveLength(2);
});

test('[S15] one till voids a line that the other one charges for while apart: the sale stands, the line is void', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order();
  const line = await first.add(order, 'Bhuna khichuri');
  await first.send(order);
  await branch.settle();
  for (const till of [first, second]) till.cut();
  await first.void(order, line, 'burnt');
  await second.pay(order);
  const books = await agreed(branch);
  expect(books.orders).toMatchObject([{ status: 'paid', lines: [{ kitchen: { state: 'voided' } }] }]);
  expect(books.sales).toMatchObject([{ lines: [{ id: line.id }] }]);
});

test('[S16] two tills sell the last pieces twice: stock stops at nothing, the shortage is booked and flagged', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  for (const till of [first, second]) till.cut();
  for (const till of [first, second]) {
    const order = await till.order();
    await till.add(order, 'Prawn malai curry', { count: 5 }); // eight are there
    await till.pay(order);
  }
  const books = await agreed(branch);
  const { id } = await first.product('Prawn malai curry');
  expect(books.stock.find(({ productId }) => productId === id)).toMatchObject({ onHand: 0, shortage: 2000 });
  const verdicts = [(await first.outbox()).at(-1), (await second.outbox()).at(-1)];
  expect(verdicts.map((row) => String(row?.verdict)).toSorted()).toEqual(['applied', 'flagged']);
  expect(verdicts.flatMap((row) => row?.flags)).toEqual([
    { code: 'stockShort', detail: { product: 'Prawn malai curry', short: 2000 } },
  ]);
});

test('[M6] [S15] an order that moves to another table and becomes a takeaway after it was sent is the same everywhere', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const paid = await first.order({ type: 'dineIn', table: '4', guests: 2 });
  await first.add(paid, 'Mixed grill platter');
  await first.send(paid);
  const moved = await first.order({ type: 'dineIn', table: '5', guests: 2 });
  await first.add(moved, 'Mixed grill platter');
  await first.send(moved);
  await branch.settle();

  await first.changeOrder(paid, { type: 'takeaway', table: null, guests: 0 });
  const sale = await first.pay(paid);
  expect(sale.taxes.map(({ name }) => name)).toEqual(['VAT']); // no service at a counter
  await first.changeOrder(moved, { table: '6' });
  await first.add(moved, 'Borhani');
  await first.send(moved);

  const books = await agreed(branch);
  expect(books.orders.find(({ id }) => id === paid.id)).toMatchObject({ type: 'takeaway', table: null });
  expect(books.orders.find(({ id }) => id === moved.id)).toMatchObject({ type: 'dineIn', table: '6' });
  expect((await second.db.orders.get(moved.id))?.table).toBe('6');
});
