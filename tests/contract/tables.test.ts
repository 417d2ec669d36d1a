import { linesHere, liveLines, type Order } from '@galley/shared/domain/order.ts';
import { describe, expect, test } from 'vitest';
import { agreed } from './agree.ts';
import type { Books } from './books.ts';
import { type Branch, openBranch } from './branch.ts';

describe.each(['nats', 'direct'] as const)('over the %s bus', (bus) => {
  test('[S15] [P8] two waiters at one table keep their lines, also while one takes it to another table; the kitchen hears where to', async () => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    const order = await seated(branch, '5', 'Chotpoti');
    for (const till of [first, second]) till.cut();
    await first.changeOrder(order, { table: '7' });
    await first.add(order, 'Borhani');
    await first.send(order);
    await second.add(order, 'Begun bhaji');
    await second.send(order);

    const books = await agreed(branch);
    expect(books.orders).toMatchObject([{ table: '7' }]);
    expect(namesIn(books, order)).toEqual(['Begun bhaji', 'Borhani', 'Chotpoti']);
    expect(books.tickets.filter(({ kind }) => kind === 'move')).toMatchObject([
      { table: '7', from: { table: '5' }, lines: [{ name: 'Chotpoti' }] },
    ]);
  });
});

test('[S15] [S14] two tills take one order to different tables while apart: all sides name the same one, and it is flagged', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '1', 'Chotpoti');
  for (const till of [first, second]) till.cut();
  await first.changeOrder(order, { table: '2' });
  await second.changeOrder(order, { table: '3' });
  first.mend();
  await expect.poll(async () => (await first.outbox()).at(-1)?.state).toBe('settled');
  const books = await agreed(branch);
  expect(books.orders).toMatchObject([{ table: '3' }]);
  expect((await first.outbox()).at(-1)).toMatchObject({ verdict: 'applied' });
  expect((await second.outbox()).at(-1)).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'placeDiffers', detail: { orderNumber: order.number, one: '2', other: '3' } }],
  });
});

test('[S15] a line that two tills move to different orders while apart stands in one of them, and is charged once', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const [here, one, other] = [
    await seated(branch, '1', 'Morog polao', 'Firni'),
    await seated(branch, '2', 'Plain naan'),
    await seated(branch, '3', 'Borhani'),
  ];
  const line = lineOf(here, 'Morog polao');
  for (const till of [first, second]) till.cut();
  await first.move(here, [line], one);
  await second.move(here, [line], other);
  await branch.settle();
  for (const order of [here, one, other]) await first.pay(order);
  const books = await agreed(branch);
  expect(books.sales.flatMap(({ lines }) => lines).filter(({ id }) => id === line.id)).toHaveLength(1);
  expect(books.sales).toHaveLength(3);
});

test('[S15] [P8] two tables become one while another till adds to the one that is gone: nothing is lost, nothing is cooked twice', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const gone = await seated(branch, '4', 'Bhuna khichuri');
  const stays = await seated(branch, '5', 'Dal makhani');
  for (const till of [first, second]) till.cut();
  await first.move(gone, 'all', stays);
  expect(await first.db.orders.get(gone.id)).toMatchObject({ status: 'closed' });
  await second.add(gone, 'Borhani');
  await second.send(gone);

  const books = await agreed(branch);
  expect(namesIn(books, stays)).toEqual(['Bhuna khichuri', 'Dal makhani']);
  expect(namesIn(books, gone)).toEqual(['Borhani']);
  expect(books.orders.find(({ id }) => id === gone.id)).toMatchObject({ status: 'open', table: '4' });
  expect(books.orders.find(({ id }) => id === stays.id)).toMatchObject({ guests: 4 });
});

test('[S15] a line is paid for with its order while another till moves it away: it was sold, and nobody is asked for it again', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '6', 'Morog polao', 'Firni');
  const other = await seated(branch, '7', 'Plain naan');
  for (const till of [first, second]) till.cut();
  await first.pay(order);
  await second.move(order, [lineOf(order, 'Firni')], other);
  await branch.settle();
  const sale = await second.pay(other);
  expect(sale.lines.map(({ name }) => name)).toEqual(['Plain naan']);
  await agreed(branch);
});

test('[S15] [S14] a line that is paid for with two orders, each at a till that was apart, is sold twice and flagged', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '6', 'Morog polao', 'Firni');
  const other = await seated(branch, '7', 'Plain naan');
  for (const till of [first, second]) till.cut();
  await first.move(order, [lineOf(order, 'Firni')], other);
  await first.pay(other);
  await second.pay(order);
  first.mend();
  await expect.poll(async () => (await first.outbox()).at(-1)?.state).toBe('settled');
  await agreed(branch);
  expect((await second.outbox()).at(-1)).toMatchObject({
    verdict: 'flagged',
    flags: [{ code: 'lineSoldTwice', detail: { names: 'Firni', other: other.number } }],
  });
});

test('[S15] [M10] an order is split in two, each part is paid, and together they are the whole', async () => {
  await using branch = await openBranch('direct');
  const { first } = branch;
  const order = await seated(branch, '8', 'Morog polao', 'Firni', 'Borhani');
  const firni = lineOf(order, 'Firni');
  const part = await first.move(order, [firni], { type: 'dineIn', table: '8', guests: 0 });
  const sales = [await first.pay(part), await first.pay(order)];
  const books = await agreed(branch);
  expect(sales.flatMap(({ lines }) => lines.map(({ name }) => name)).toSorted()).toEqual([
    'Borhani',
    'Firni',
    'Morog polao',
  ]);
  // They stay at their table, so the kitchen has nothing to hear.
  expect(books.tickets.filter(({ kind }) => kind === 'move')).toEqual([]);
});

test('[S15] an order of which all was taken back is closed, and other tills see its table free', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '9', 'Chotpoti');
  await expect(first.closeOrder(order)).rejects.toThrow('stillOpen');
  await first.void(order, lineOf(order, 'Chotpoti'), 'guests left');
  await first.closeOrder(order);
  const books = await agreed(branch);
  expect(books.orders).toMatchObject([{ status: 'closed', closed: { reason: 'guests left' } }]);
  expect(await second.db.orders.where('status').equals('open').count()).toBe(0);
});

test('[S15] a ticket that one till calls ready and another one serves while apart is the same on every side', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '2', 'Chotpoti');
  const [ticket] = await first.db.tickets.where('orderId').equals(order.id).toArray();
  if (!ticket) throw new Error('it was sent');
  for (const till of [first, second]) till.cut();
  await first.markTicket(ticket.id, 'ready');
  await first.markTicket(ticket.id, 'preparing'); // called back
  await second.markTicket(ticket.id, 'served');
  await agreed(branch);
  const states = await Promise.all([first, second].map(({ db }) => db.ticketStates.get(ticket.id)));
  // Who has changed it more often wins: the recall had seen more.
  for (const state of states) expect(state).toMatchObject({ progress: 'preparing', changes: 2 });
});

test('[P8] a bill is counted on every till, and what stands on it goes to the kitchen', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await seated(branch, '4', 'Chotpoti');
  for (const till of [first, second]) till.cut();
  await first.add(order, 'Borhani');
  await first.printBill(order);
  await second.printBill(order);
  const books = await agreed(branch);
  expect(books.orders[0]?.bills?.map(({ total }) => total).toSorted((a, b) => a - b)).toHaveLength(2);
  expect(books.tickets.map(({ station }) => station).toSorted()).toEqual(['Bar', 'Kitchen']);
});

/** An order at a table that was sent and that both tills know. */
async function seated(branch: Branch, table: string, ...products: readonly string[]): Promise<Order> {
  const { first, second } = branch;
  const { id } = await first.order({ type: 'dineIn', table, guests: 2 });
  for (const product of products) await first.add({ id }, product);
  await first.send({ id });
  await branch.settle();
  const order = await second.db.orders.get(id);
  if (!order) throw new Error('the other till has heard of it');
  return order;
}

function lineOf(order: Order, name: string): Order['lines'][number] {
  const line = liveLines(order).find((each) => each.name === name);
  if (!line) throw new Error(`${name} is in the order`);
  return line;
}

function namesIn({ orders }: Books, { id }: Order): string[] {
  const order = orders.find((each) => each.id === id);
  return order
    ? linesHere(order)
        .map(({ name }) => name)
        .toSorted()
    : [];
}
