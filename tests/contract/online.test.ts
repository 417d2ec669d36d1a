// Dexie looks for IndexedDB when it is loaded, so this comes first.
import 'fake-indexeddb/auto';
import { completeSale } from '@galley/desktop/renderer/actions/complete-sale.ts';
import { readMeta, writeMeta } from '@galley/desktop/renderer/db/database.ts';
import { receive } from '@galley/desktop/renderer/till/online/receive.ts';
import { paperLateMs, paperLostMs } from '@galley/shared/domain/online-paper.ts';
import type { OrderId } from '@galley/shared/values/ids.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { expect, test } from 'vitest';
import { openOrderingPage, orderOf } from '../../server/test/ordering-page.ts';
import { openPool } from '../../server/src/db/open.ts';
import { type Branch, openBranch } from './branch.ts';
import type { Till } from './till.ts';

/** What the till's page does whenever its open orders change, in two windows at once; so many ms later. */
async function look({ db }: Till, later = 0): Promise<void> {
  const till = { db, now: () => Date.now() + later, ids: () => uuidv7() };
  const open = await db.onlineOrders.where('status').equals('PAID').toArray();
  const canPrint = () => Promise.resolve(true);
  await Promise.all([receive(till, open, canPrint), receive(till, open, canPrint)]);
}

/** Paid, and told to every till. */
async function arrived(tills: readonly Till[], id: OrderId): Promise<void> {
  const told = () => Promise.all(tills.map(async ({ db }) => (await db.onlineOrders.get(id))?.status));
  await expect.poll(told, { timeout: 20_000 }).toEqual(tills.map(() => 'PAID'));
}

/** Two naans, paid and known to both tills. */
async function orderFromTheWeb({ world, first, second }: Branch) {
  const page = await openOrderingPage(world);
  const naan = must(world.products.find(({ name }) => name === 'Plain naan') ?? null, 'on the demo menu');
  const { id } = await page.place(orderOf(naan, 2));
  await arrived([first, second], id);
  return { page, naan, id };
}

/** The papers of an order that each till has to print. */
async function papersOf(tills: readonly Till[], orderId: OrderId): Promise<string[][]> {
  return Promise.all(
    tills.map(async ({ db }) => {
      const jobs = await db.printJobs.toArray();
      return jobs.flatMap(({ id, content }) =>
        content.kind === 'ticket' && content.ticket.orderId === orderId ? [id] : [],
      );
    }),
  );
}

test('[P1] [P6] [P8] a web order comes to every till once and is printed by exactly one, whatever comes twice', async () => {
  await using branch = await openBranch('direct');
  const { first, second, world } = branch;
  const tills = [first, second];
  const { page, naan, id } = await orderFromTheWeb(branch);

  // Both ask in the same moment; then the feed says whose it is.
  await Promise.all(tills.map((till) => look(till)));
  await branch.settle();
  await Promise.all(tills.map((till) => look(till)));
  const papers = await papersOf(tills, id);
  const tickets = await first.db.tickets.where('orderId').equals(id).toArray();
  expect(tickets).toMatchObject([{ web: { name: 'Rahim', wantedAt: null } }]);
  expect(papers.flat()).toEqual(tickets.map((ticket) => `ticket:${ticket.id}`));

  // The courier repeats itself, and one till reads its whole feed once more.
  const pool = openPool(world.databases.sales);
  await pool.query(`update outbox set state = 'new'`);
  await pool.end();
  for (const { db } of tills) {
    const cursor = must(await readMeta(db, 'cursor'), 'it has read its feed');
    await writeMeta(db, 'cursor', { ...cursor, version: 0 });
  }
  await branch.settle();
  for (const till of tills) {
    await look(till);
    expect(await till.db.onlineOrders.count()).toBe(1);
    expect(await till.db.sales.where('receiptNumber').equals('WEB-000001').count()).toBe(1);
  }
  expect(await papersOf(tills, id)).toEqual(papers);

  // It is paid: no till takes money for it.
  const staffId = must((await first.db.staff.toArray())[0], 'the demo has staff').id;
  const again = {
    orderId: id,
    tenders: [{ kind: 'cash' as const, amount: naan.price, reference: null }],
    staffId,
  };
  expect(await completeSale({ db: first.db, now: Date.now, ids: () => uuidv7() }, again)).toMatchObject({
    ok: false,
  });

  // A till without a way to print asks for nothing, and nothing old prints by itself [P6].
  const { id: next } = await page.place(orderOf(naan, 1));
  await arrived(tills, next);
  const open = await first.db.onlineOrders.toArray();
  await receive({ db: first.db, now: Date.now, ids: () => uuidv7() }, open, () => Promise.resolve(false));
  const later = { db: second.db, now: () => Date.now() + 21 * 60_000, ids: () => uuidv7() };
  await receive(later, open, () => Promise.resolve(true));
  await branch.settle();
  expect((await first.db.onlineOrders.get(next))?.taken).toBeUndefined();
  expect((await papersOf([first, second], next)).flat()).toEqual([]);
});

test('[P4] [P7] a till that asked first and died owes the kitchen nothing: another one prints it once, marked, and the first one never prints later', async () => {
  await using branch = await openBranch('direct');
  const { first, second } = branch;
  const tills = [first, second];
  const { id } = await orderFromTheWeb(branch);
  await Promise.all(tills.map((till) => look(till)));
  await branch.settle();
  const { taken } = must((await first.db.onlineOrders.get(id)) ?? null, 'it has arrived');
  const isFirst = taken?.tillId === (await readMeta(first.db, 'identity'))?.till.id;
  const [dead, other] = isFirst ? [first, second] : [second, first];
  await look(dead); // it has its print job, and its printer is switched off

  // Until it is too late the other till leaves it alone; then it takes over, in two windows at once, and once.
  await look(other, paperLateMs);
  await branch.settle();
  expect((await other.db.onlineOrders.get(id))?.taken?.turn).toBeUndefined();
  await look(other, paperLostMs);
  await branch.settle();
  await Promise.all(tills.map((till) => look(till, paperLostMs)));
  const [ticket] = await first.db.tickets.where('orderId').equals(id).toArray();
  const job = `ticket:${must(ticket, 'the kitchen makes it').id}`;
  expect(await papersOf([dead, other], id)).toEqual([[job], [`${job}:2`]]);
  expect(await dead.db.printJobs.get(job)).toMatchObject({ state: 'cancelled' });
  expect(await other.db.printJobs.get(`${job}:2`)).toMatchObject({ state: 'queued', mayBeDuplicate: true });

  // Out on paper it is settled everywhere, and whoever comes late takes nothing over.
  await other.db.printJobs.update(`${job}:2`, { state: 'printed' });
  await look(other);
  await branch.settle();
  expect((await dead.db.onlineOrders.get(id))?.printedAt).toBeDefined();
  for (const till of tills) await look(till, 3 * paperLostMs);
  await branch.settle();
  expect((await other.db.onlineOrders.get(id))?.taken?.turn).toBe(2);
  expect((await papersOf(tills, id)).flat()).toHaveLength(2);
});
