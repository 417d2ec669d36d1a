import { linesHere, liveLines } from '@galley/shared/domain/order.ts';
import { figuresDifferenceOf } from '@galley/shared/domain/shift-figures.ts';
import { verifyZChains } from '@galley/shared/domain/z-chain.ts';
import { noMoney, subtract, sum } from '@galley/shared/values/money.ts';
import { expect } from 'vitest';
import { z } from 'zod';
import { runSql } from '../../server/test/database-pool.ts';
import { type Books, booksOfServer, booksOfTill } from './books.ts';
import type { Branch } from './branch.ts';
import { stockOfLog } from './stock-model.ts';

/**
 * Waits until the branch is quiet and holds all sides against each other: the databases of the workers, both tills,
 * and a till that came later and has only the snapshot. Then against the rules that hold whatever happened.
 */
export async function agreed(branch: Branch): Promise<Books> {
  await branch.settle();
  const late = await branch.late();
  await branch.settle();
  const server = await booksOfServer(branch.world.databases);
  for (const [name, till] of Object.entries({ first: branch.first, second: branch.second, late })) {
    expect({ till: name, ...(await booksOfTill(till.db)) }).toEqual({ till: name, ...server });
    expect(await aheadForNothing(till.db, server), `orders that the ${name} till takes for news`).toEqual([]);
  }
  expectKitchenToldOnce(server);
  expectLinesInOnePlace(server);
  expectMoneyToAddUp(server);
  expectShiftsToAddUp(server);
  await expectStockToAddUp(branch, server);
  await expectReportsToAgree(branch, server);
  await expectNothingLeftOver(branch);
  return server;
}

/** Once the feed has told all that a till knows of an order, the till must follow the feed again. */
async function aheadForNothing(db: Branch['first']['db'], { orders }: Books): Promise<string[]> {
  const told = new Set(orders.flatMap((order) => order.lines.map((line) => line.id)));
  const ahead = await db.orders.filter((order) => order.ahead === true && order.lines.length > 0).toArray();
  return ahead.filter((order) => order.lines.every((line) => told.has(line.id))).map((order) => order.number);
}

/** [P8] Each line that was sent is on one fire ticket, that of its station; a ticket's lines are all of its order. */
function expectKitchenToldOnce({ orders, tickets }: Books): void {
  const fired = tickets.filter((ticket) => ticket.kind === 'fire');
  for (const order of orders) {
    for (const line of linesHere(order)) {
      if (line.kitchen.state === 'unsent') continue;
      const on = fired.filter((ticket) => ticket.lines.some((each) => each.lineId === line.id));
      expect(on.map(({ stationId }) => stationId), line.name).toEqual(line.stationId === null ? [] : [line.stationId]); // prettier-ignore
      // A ticket keeps the order that it was written for, wherever its lines were moved.
      if (line.home === undefined) expect(on.every(({ orderId }) => orderId === order.id)).toBe(true);
      if (line.kitchen.state === 'sent') expect(line.kitchen.ticketId).toBe(on[0]?.id ?? null);
      else if (line.stationId === null) expect(line.kitchen.ticketId).toBeNull();
      else expect(tickets.map(({ id }) => id)).toContain(line.kitchen.ticketId);
    }
  }
}

/** [S15] However lines were moved, each stands in one order; one that was paid for twice stands in both, and is flagged. */
function expectLinesInOnePlace({ orders }: Books): void {
  const places = new Map<string, { readonly sold: boolean }[]>();
  for (const order of orders) {
    for (const { id, sold } of linesHere(order))
      places.set(id, [...(places.get(id) ?? []), { sold: sold === true }]);
  }
  for (const line of orders.flatMap((order) => order.lines)) {
    const here = places.get(line.id) ?? [];
    if (here.length !== 1)
      expect(here, line.name).toEqual(
        Array.from({ length: Math.max(2, here.length) }, () => ({ sold: true })),
      );
  }
}

/** [M7] What was paid is what the sales came to less what was given back; a paid order has a sale and its live lines were sold. */
function expectMoneyToAddUp({ orders, sales, refunds, payments }: Books): void {
  for (const sale of sales) {
    const paid = payments.filter((payment) => payment.saleId === sale.id).map(({ amount }) => amount);
    const back = refunds.filter((refund) => refund.saleId === sale.id);
    const kept = sum([sale, ...back.map(negative)].flatMap(({ total, rounding }) => [total, rounding]));
    expect(sum(paid), sale.receiptNumber).toBe(kept);
  }
  for (const order of orders) {
    const sold = sales.filter((sale) => sale.orderId === order.id).flatMap(({ lines }) => lines);
    expect(sold.length > 0).toBe(order.status === 'paid');
    if (order.status === 'open') continue;
    const told = new Set(order.lines.map((line) => line.id));
    expect(sold.filter((line) => !told.has(line.id))).toEqual([]);
    expect(liveLines(order).length).toBeLessThanOrEqual(order.lines.length);
  }
}

function negative({ total, rounding }: Books['refunds'][number]) {
  return { total: subtract(noMoney, total), rounding: subtract(noMoney, rounding) };
}

/** [M13] Each Z says what its shift's records add up to, and every till's chain is whole. */
function expectShiftsToAddUp({ zReports, sales, refunds, cashMovements }: Books): void {
  for (const report of zReports) {
    const ofShift = ({ shiftId }: { readonly shiftId: string }) => shiftId === report.shift.id;
    const records = {
      sales: sales.filter(ofShift),
      refunds: refunds.filter(ofShift),
      movements: cashMovements.filter(ofShift),
    };
    expect(figuresDifferenceOf(report.figures, records), report.zNumber).toBeNull();
  }
  expect(verifyZChains(zReports).flatMap(({ breaks }) => breaks)).toEqual([]);
}

/** [S16] What is there is what the log alone comes to, the sum of the movements, and what lies in the lots. */
async function expectStockToAddUp({ world }: Branch, { stock }: Books): Promise<void> {
  const rows = await runSql(world.databases.inventory, [
    `select product_id as "productId", on_hand::float8 as "onHand", shortage::float8,
            (select coalesce(sum(quantity), 0)::float8 from movement m
              where m.branch_id = level.branch_id and m.product_id = level.product_id) as moved,
            (select coalesce(sum(remaining), 0)::float8 from lot
              where lot.branch_id = level.branch_id and lot.product_id = level.product_id) as "inLots"
       from level where branch_id = '${world.branchId}'`,
  ]);
  const booked = z
    .array(z.object({ productId: z.string(), onHand: z.number(), shortage: z.number(), moved: z.number(), inLots: z.number() }))
    .parse(rows); // prettier-ignore
  const there = await stockOfLog(world.databases.sync, world.branchId);
  expect(stock).toHaveLength(booked.length);
  for (const { productId, onHand, shortage, moved, inLots } of booked) {
    const left = there.get(productId) ?? 0;
    const expected = {
      onHand: Math.max(left, 0),
      shortage: Math.max(-left, 0),
      moved: left,
      inLots: Math.max(left, 0),
    };
    expect({ productId, onHand, shortage, moved, inLots }).toEqual({ productId, ...expected });
  }
}

/** The columns that reports read say the same as the snapshot of the sale beside them [M9]. */
async function expectReportsToAgree({ world }: Branch, { sales, refunds, payments }: Books): Promise<void> {
  const [report] = await runSql(world.databases.sales, [
    `select count(*)::float8 as sales, coalesce(sum(total), 0)::float8 as total,
            coalesce(sum(rounding), 0)::float8 as rounding,
            (select coalesce(sum(total), 0)::float8 from sale_line) as lines,
            (select coalesce(sum(total), 0)::float8 from refund) as back,
            (select coalesce(sum(amount), 0)::float8 from refund_line) as "backLines", array_agg(hash order by id) as hashes
       from sale`,
  ]);
  const lines = sales.flatMap((sale) => sale.lines);
  expect(report).toEqual({
    sales: sales.length,
    total: sum(sales.map((sale) => sale.total)),
    rounding: sum(sales.map((sale) => sale.rounding)),
    lines: sum(lines.map((line) => line.total)),
    back: sum(refunds.map((refund) => refund.total)),
    backLines: sum(refunds.map((refund) => refund.total)),
    hashes: sales.length > 0 ? sales.map((sale) => sale.hash) : null,
  });
  expect(new Set(payments.map(({ tenderId }) => tenderId)).size).toBe(payments.length);
}

/** [S8] [S13] Nobody used a number twice, and nothing lies where only a person can deal with it. */
async function expectNothingLeftOver({ world }: Branch): Promise<void> {
  const { sync, sales, inventory, payments } = world.databases;
  const counts = await Promise.all([
    runSql(sync, ['select count(*)::int as rows from fork']),
    ...[sync, sales, inventory, payments].map((url) =>
      runSql(url, ['select count(*)::int as rows from dead_letter']),
    ),
    ...[sales, inventory, payments].map((url) => runSql(url, ['select count(*)::int as rows from parked'])),
  ]);
  expect(counts.flat().map(({ rows }) => rows)).toEqual(counts.map(() => 0));
}
