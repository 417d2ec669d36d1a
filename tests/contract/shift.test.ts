import { verifyZChains } from '@galley/shared/domain/z-chain.ts';
import { expect, test } from 'vitest';
import { agreed } from './agree.ts';
import { openBranch } from './branch.ts';

test.each(['nats', 'direct'] as const)(
  '[M13] [S2] two shifts of a day without network, closed on paper, are in the books to the unit when it comes back (%s)',
  async (bus) => {
    await using branch = await openBranch(bus);
    const { first, second } = branch;
    await branch.settle();
    first.cut();
    const sale = await first.sell('Borhani', 'Vegetable samosa');
    await first.refund(sale);
    await first.moveCash('out', 5_000);
    await first.moveCash('drop', 20_000);
    await first.moveCash('noSale', 0);
    const table = await first.order({ type: 'dineIn', table: '4', guests: 2 });
    await first.add(table, 'Plain naan');
    await first.send(table);
    const morning = await first.closeShift(700);
    await first.crash();
    await first.openShift();
    await first.pay(table); // what was carried forward is sold in the next shift
    const evening = await first.closeShift();
    await second.sell('Borhani');
    expect(morning.carriedOrders.map(({ id }) => id)).toEqual([table.id]);
    expect(morning).toMatchObject({
      variance: -700,
      receipts: [{ series: 'T1', first: 1, last: 2, count: 2 }],
    });
    expect(evening).toMatchObject({ previousHash: morning.hash, grandTotal: morning.grandTotal + evening.figures.sales.total }); // prettier-ignore

    const books = await agreed(branch);
    expect(books.zReports.map(({ hash }) => hash).toSorted()).toEqual(
      [morning.hash, evening.hash].toSorted(),
    );
    expect(books.shifts.filter(({ closedAt }) => closedAt === undefined)).toHaveLength(1);
    expect((await first.outbox()).map(({ verdict }) => verdict)).toEqual(
      (await first.outbox()).map(() => 'applied'),
    );
    // Whoever comes later can prove the whole chain.
    const late = await branch.late();
    const [chain] = verifyZChains(await late.db.zReports.toArray());
    expect(chain).toMatchObject({ breaks: [], reports: [{ id: morning.id }, { id: evening.id }] });
  },
);

test('[S10] [M13] a till that is enrolled again on a new device goes on in the open shift and in its chain of Z reports', async () => {
  await using branch = await openBranch('direct');
  const { first } = branch;
  await first.sell('Borhani');
  const report = await first.closeShift();
  await first.openShift();
  await first.sell('Borhani');
  await branch.settle();
  await first.enrolAgain(await branch.newCode(1));
  await branch.settle();
  await first.sell('Borhani');
  const next = await first.closeShift();
  expect(next).toMatchObject({
    zNumber: 'T1.2-Z0002', sequence: 2, previousHash: report.hash, figures: { sales: { count: 2 } },
    receipts: [{ series: 'T1', first: 2, last: 2 }, { series: 'T1.2', first: 1, last: 1 }],
  }); // prettier-ignore
  await agreed(branch);
});
