import { describe, expect, test } from 'vitest';
import { runSql } from '../../server/test/database-pool.ts';
import { agreed } from './agree.ts';
import { backUp } from './backup.ts';
import { type Branch, openBranch } from './branch.ts';
import { diceOf } from './network.ts';
import type { Till } from './till.ts';

describe.each(['nats', 'direct'] as const)('over the %s bus', (bus) => {
  test('[S8] [S12] requests and answers that get lost or come twice change nothing', async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`The network loses and doubles by SEED=${seed}`);
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    for (const [index, till] of [first, second].entries()) till.spoil(diceOf(seed + index));
    for (let guest = 0; guest < 8; guest += 1) {
      await Promise.all([first.sell('Borhani', 'Plain naan'), second.sell('Cola 250 ml')]);
      if (guest % 3 === 0) await workFor(branch, first);
    }
    await roundOf(first);
    for (const till of [first, second]) {
      await expect.poll(() => waiting(till), { timeout: 20_000 }).toBe(0); // through the bad network
    }
    const books = await agreed(branch);
    expect(books.sales).toHaveLength(17);
    expect(await oddities(first, second)).toEqual([]);
  });

  test('[S8] [S11] a server that starts again in the middle loses nothing and doubles nothing', async () => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    const order = await first.order();
    await first.add(order, 'Beef tehari');
    await first.send(order);
    const selling = sellWhile(12, first, second);
    await branch.world.restart();
    await selling;
    await first.pay(order);
    const books = await agreed(branch);
    expect(books.sales).toHaveLength(25);
    expect(await oddities(first, second)).toEqual([]);
  });
});

test('[S2] [S6] a till whose database is closed and opened in the middle of a push sends the rest and doubles nothing', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order();
  await first.add(order, 'Beef tehari');
  await first.send(order);
  await first.add(order, 'Firni');
  await sellWhile(5, first);
  await first.reopen();
  await first.sync.pullOnce(); // takes a token, without which it cannot send
  first.spoil(() => 0.3); // every answer is lost: the server has it, and the till does not know
  await sellWhile(5, first);
  await expect.poll(async () => (await logs(branch)).T1, { timeout: 20_000 }).toBe(12);
  await first.reopen();
  expect((await first.db.orders.get(order.id))?.lines.map(({ name }) => name)).toEqual(['Beef tehari', 'Firni']); // prettier-ignore
  first.mend();
  await first.pay(order);
  const books = await agreed(branch);
  expect(books.sales.map(({ receiptNumber }) => receiptNumber).toSorted()).toEqual(
    Array.from({ length: 11 }, (_, index) => `T1-${String(index + 1).padStart(6, '0')}`),
  );
  expect(await oddities(first, second)).toEqual([]);
});

test('[S10] a till enrolled anew sends what it had not sent under its old numbers, and goes on with new ones', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  await first.sell('Borhani');
  const order = await first.order();
  await first.add(order, 'Beef tehari');
  await first.send(order);
  await branch.settle();
  first.cut();
  await first.sell('Cola 250 ml');
  await first.add(order, 'Firni');
  await first.send(order);
  const code = await branch.newCode(1);
  first.network.mend();
  await first.enrolAgain(code);
  await first.sell('Plain naan');
  await first.pay(order);

  const books = await agreed(branch);
  expect(books.sales.map(({ receiptNumber }) => receiptNumber).toSorted()).toEqual([
    'T1-000001',
    'T1-000002',
    'T1.2-000001',
    'T1.2-000002',
  ]);
  const numbers = (await first.outbox()).map(({ incarnation, number }) => `${incarnation}.${number}`);
  expect(numbers).toEqual(['1.1', '1.2', '1.3', '1.4', '1.5', '2.1', '2.2']);
  expect(await oddities(first, second)).toEqual([]);
});

test.each([
  ['all databases', undefined],
  ['the sync database alone', ['sync'] as const],
])('[S10] when %s come back from a backup, the tills refill what is missing', async (_what, names) => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const order = await first.order({ type: 'dineIn', table: '7', guests: 2 });
  const line = await first.add(order, 'Chicken reshmi kebab');
  await first.add(order, 'Beef tehari');
  await first.send(order);
  await second.sell('Borhani');
  await branch.settle();
  const backup = await backUp(branch.world.databases, names);

  // What the backup has never heard of, settled at the tills: new sales, and old orders that went on.
  await first.void(order, line, 'burnt');
  await first.sell('Prawn malai curry');
  await branch.settle();
  await second.add(order, 'Mishti doi');
  await second.send(order);
  await second.sell('Cola 250 ml');
  await branch.settle();
  for (const till of [first, second]) till.cut();
  await backup.restore();
  await branch.world.restart();
  // One till sells on before it hears of it, the other one has nothing new to send.
  await first.sell('Garlic naan');
  for (const till of [first, second]) till.mend();
  await expect.poll(() => logs(branch), { timeout: 20_000 }).toEqual({ T1: 6, T2: 4 });

  const before = await agreed(branch);
  expect(before.sales).toHaveLength(4);
  await second.pay(order);
  const books = await agreed(branch);
  expect(books.sales).toHaveLength(5);
  expect(books.orders.find(({ id }) => id === order.id)?.lines).toHaveLength(3);
  expect(await oddities(first, second)).toEqual([]);
});

test('[S10] a backup from before a till was enrolled anew makes it enrol once more, and loses none of its three logs', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  await first.sell('Borhani');
  await branch.settle();
  const backup = await backUp(branch.world.databases);
  await first.enrolAgain(await branch.newCode(1));
  await first.sell('Cola 250 ml');
  await branch.settle();
  for (const till of [first, second]) till.cut();
  await backup.restore();
  await branch.world.restart();
  await first.sell('Plain naan');
  for (const till of [first, second]) till.mend();
  // The restored server knows an older key of this till.
  await expect.poll(() => first.pushFault()).toBe('needsSignIn');
  await first.enrolAgain(await branch.newCode(1));
  await first.sell('Garlic naan');

  const books = await agreed(branch);
  expect(books.sales.map(({ receiptNumber }) => receiptNumber).toSorted()).toEqual([
    'T1-000001',
    'T1.2-000001',
    'T1.2-000002',
    'T1.3-000001',
  ]);
  expect(await oddities(first, second)).toEqual([]);
});

/** An order in two rounds with a void line, paid. */
async function roundOf(till: Till): Promise<void> {
  const order = await till.order();
  await till.add(order, 'Morog polao');
  const line = await till.add(order, 'Dal makhani');
  await till.send(order);
  await till.add(order, 'Borhani');
  await till.void(order, line, 'cold');
  await till.pay(order);
}

/** Lets the loops work on what is there, however bad the network. */
async function workFor(branch: Branch, till: Till): Promise<void> {
  const { T1: before = 0 } = await logs(branch);
  const hasWorked = async () => ((await logs(branch)).T1 ?? 0) > before || (await waiting(till)) === 0;
  await expect.poll(hasWorked, { timeout: 20_000 }).toBe(true);
}

async function sellWhile(count: number, ...tills: readonly Till[]): Promise<void> {
  for (let guest = 0; guest < count; guest += 1) {
    await Promise.all(tills.map((till) => till.sell('Borhani')));
  }
}

async function waiting(till: Till): Promise<number> {
  return till.db.outbox.where('state').equals('waiting').count();
}

/** How many mutations of each till the server has stored. */
async function logs({ world }: Branch): Promise<{ readonly T1?: number; readonly T2?: number }> {
  const rows = await runSql(world.databases.sync, [
    `select code, count(*)::int as count from mutation join till on till.id = till_id group by 1`,
  ]);
  return Object.fromEntries(rows.map((row) => [String(row['code']), Number(row['count'])]));
}

/** What the books found odd, and why they could not read something. */
async function oddities(...tills: readonly Till[]): Promise<string[]> {
  const rows = await Promise.all(tills.map((till) => till.outbox()));
  return rows
    .flat()
    .flatMap(({ flags, cause }) => [...flags.map(({ code }) => code), ...(cause === '' ? [] : [cause])]);
}
