import { z } from 'zod';
import type { Holdings } from './gather.ts';
import { expectedOf } from './model.ts';
import type { Shop } from './shop.ts';
import { differences, type Violation, violation } from './violation.ts';

/** Whether the books hold what the facts of the log come to, by a count of our own. */
export async function checkBooks(shop: Shop, holdings: Holdings): Promise<Violation[]> {
  const logged = new Set(holdings.log.map(({ id }) => id));
  const facts = [...shop.facts.facts.values()].filter(({ id }) => logged.has(id));
  const expected = expectedOf(facts);
  const { books } = holdings;
  const sales = new Map(
    books.sales.map((sale) => {
      const { tillId, orderId, receiptNumber, total, rounding, lines } = sale;
      return [sale.id, { tillId, orderId, receiptNumber, total, rounding, lines: lines.length }] as const;
    }),
  );
  const wanted = new Map(
    [...expected.sales].map(([id, { productIds: _products, ...sale }]) => [id, sale] as const),
  );
  const orders = new Map(
    books.orders.map(({ id, status, lines }) => {
      // Of what was moved elsewhere an order keeps a trace.
      const here = lines.filter(({ home, sold }) => sold || home === undefined || home.orderId === id);
      const states = here.map((line): [string, number] => [line.id, ['unsent', 'sent', 'voided'].indexOf(line.kitchen.state)]); // prettier-ignore
      return [id, orderText(status === 'paid', states)] as const;
    }),
  );
  const wantedOrders = new Map(
    [...expected.orders].map(([id, { paid, lines }]) => [id, orderText(paid, [...lines])] as const),
  );
  return [
    ...differences('I6', 'sale', wanted, sales),
    ...differences('I6', 'refund', expected.refunds, new Map(books.refunds.map(({ id, tillId, saleId, receiptNumber, total, rounding }) => [id, { tillId, saleId, receiptNumber, total, rounding }]))), // prettier-ignore
    ...differences('I6', 'payment', expected.payments, new Map(books.payments.map(({ tenderId, amount }) => [tenderId, amount]))), // prettier-ignore
    ...differences('I4', 'order', wantedOrders, orders),
    ...differences('I4', 'ticket', marks(expected.tickets), marks(books.tickets.map(({ id }) => id))),
    ...differences('I4', 'shift', expected.shifts, new Map(books.shifts.map((shift) => [shift.id, shift.float]))), // prettier-ignore
    ...differences('I4', 'cash movement', expected.cashMovements, new Map(books.cashMovements.map(({ id, shiftId, amount }) => [id, { shiftId, amount }]))), // prettier-ignore
    ...differences('I4', 'Z report', expected.zReports, new Map(books.zReports.map(({ id, shift }) => [id, shift.id]))), // prettier-ignore
    ...(await checkShifts(shop, holdings)),
    ...checkRefunds(holdings),
    ...checkMoved(holdings),
    ...(await checkAnswers(shop)),
    ...(await checkDrawers(shop)),
    ...(await checkStock(shop, expected)),
    ...(await checkReceiptNumbers(shop)),
  ];
}

function orderText(paid: boolean, lines: readonly (readonly [string, number])[]): string {
  const states = lines.map(([id, rank]) => `${id}:${rank}`).toSorted();
  return `${paid ? 'paid' : 'open'} ${states.join(' ')}`;
}

function marks(ids: Iterable<string>): Map<string, boolean> {
  return new Map([...ids].map((id) => [id, true]));
}

/** [I4] One message in, one event out: who applied a message twice has answered it twice. */
async function checkAnswers({ pools }: Shop): Promise<Violation[]> {
  const found = await Promise.all(
    (['sales', 'inventory', 'payments'] as const).map(async (worker) => {
      const { rows } = await pools[worker].query<{ id: string; count: number }>(
        'select cause_id as id, count(*)::int as count from outbox group by 1 having count(*) > 1',
      );
      return rows.map(({ id, count }) => violation('I4', `${worker} answered ${id} with ${count} events`));
    }),
  );
  return found.flat();
}

/** [I6] What happened in a shift that is closed stands in its Z, or beside it as what came late; nothing is in neither. */
async function checkShifts({ pools }: Shop, { books }: Holdings): Promise<Violation[]> {
  const { rows } = await pools.sales.query<{ id: string }>('select record_id as id from addendum');
  const beside = new Set(rows.map(({ id }) => id));
  const receipts = [...books.sales, ...books.refunds].map(({ id, shiftId, receiptNumber }) => {
    const cut = receiptNumber.lastIndexOf('-');
    const [series, number] = [receiptNumber.slice(0, cut), Number(receiptNumber.slice(cut + 1))];
    const isIn = (range: (typeof books.zReports)[number]['receipts'][number]) =>
      range.series === series && range.first <= number && number <= range.last;
    return { id, shiftId, named: books.zReports.some((report) => report.receipts.some(isIn)) };
  });
  const movements = books.cashMovements.map(({ id, shiftId }) => {
    return { id, shiftId, named: books.zReports.some((report) => report.cashMovements.includes(id)) };
  });
  const closed = new Set(books.zReports.map(({ shift }) => shift.id));
  return [...receipts, ...movements]
    .filter(({ id, shiftId, named }) => closed.has(shiftId) && !named && !beside.has(id))
    .map(({ id, shiftId }) =>
      violation('I6', `${id} is in no Z of its closed shift ${shiftId}, nor beside one`),
    );
}

/** [I17] Where more was given back than was sold, of goods or of money, somebody is told; and nobody is told otherwise. */
function checkRefunds({ books, log }: Holdings): Violation[] {
  const flagged = new Set(
    log
      .filter(({ flags }) => flags.some(({ code }) => code === 'overRefund'))
      .map(({ body }) => refundCommand.parse(JSON.parse(body)).data.refund.saleId),
  );
  return books.sales.flatMap(({ id, lines, tenders, change, receiptNumber }) => {
    const refunds = books.refunds.filter((refund) => refund.saleId === id);
    const back = refunds.flatMap((refund) => refund.lines);
    const overOf = (lineId: string, quantity: number) =>
      back.filter((line) => line.lineId === lineId).reduce((sum, line) => sum + line.quantity, 0) > quantity;
    const taken = tenders.reduce((sum, { amount }) => sum + amount, 0) - change;
    const given = refunds.flatMap((refund) => refund.tenders).reduce((sum, { amount }) => sum + amount, 0);
    const isOver = given > taken || lines.some((line) => overOf(line.id, line.quantity));
    // Two tills that did not know of each other may each have rounded their share of a line up.
    const tillsOf = (lineId: string) =>
      new Set(
        refunds
          .filter((each) => each.lines.some((part) => part.lineId === lineId))
          .map((each) => each.tillId),
      );
    const isShared = lines.some((line) => tillsOf(line.id).size > 1);
    if (isOver === flagged.has(id) || (!isOver && isShared)) return [];
    const words = isOver ? 'more was given back than sold, and nobody is told' : 'told as given back too much, and it is not'; // prettier-ignore
    const papers = refunds.map((refund) => refund.receiptNumber).join(', ');
    return [violation('I17', `${receiptNumber}: ${words} (${taken} taken, ${given} given, by ${papers})`)];
  });
}

/** [I17] An item that was moved to another order, and paid for with both, is told; and none is told otherwise. */
function checkMoved({ books, log }: Holdings): Violation[] {
  const sales = new Map<string, string[]>();
  for (const { id, lines } of books.sales)
    for (const line of lines) sales.set(line.id, [...(sales.get(line.id) ?? []), id]);
  const told = new Set(
    log
      .filter(({ flags }) => flags.some(({ code }) => code === 'lineSoldTwice' || code === 'paidTwice'))
      .map(({ body }) => saleCommand.parse(JSON.parse(body)).data.sale.id),
  );
  const twice = [...sales.values()].filter((ids) => ids.length > 1);
  const untold = twice.filter((ids) => !ids.some((id) => told.has(id)));
  const sold = new Set(twice.flat());
  const invented = log.flatMap(({ flags, body }) => {
    if (!flags.some(({ code }) => code === 'lineSoldTwice')) return [];
    const { id, receiptNumber } = saleCommand.parse(JSON.parse(body)).data.sale;
    return sold.has(id) ? [] : [violation('I17', `${receiptNumber}: told as sold twice, and it is not`)];
  });
  return [
    ...untold.map((ids) =>
      violation('I17', `an item was sold with ${ids.join(' and ')}, and nobody is told`),
    ),
    ...invented,
  ];
}

const refundCommand = z.object({ data: z.object({ refund: z.object({ saleId: z.string() }) }) });
const saleCommand = z.object({
  data: z.object({ sale: z.object({ id: z.string(), receiptNumber: z.string() }) }),
});

/** [I6] By SQL alone: what came in for a sale, and went out again, is what the sale and its refunds came to. */
async function checkDrawers({ pools }: Shop): Promise<Violation[]> {
  const sales = await pools.sales.query<{ id: string; due: number; lines: number; told: number }>(
    `select id, (total + rounding - coalesce((select sum(total + rounding) from refund where sale_id = sale.id), 0))::float8 as due, (select count(*)::int from sale_line where sale_id = sale.id) as lines,
            json_array_length(snapshot::json -> 'lines') as told from sale`,
  );
  const payments = await pools.payments.query<{ id: string; paid: number }>(
    'select sale_id as id, sum(amount)::float8 as paid from payment group by 1',
  );
  const due = new Map(sales.rows.filter((row) => row.due !== 0).map((row) => [row.id, row.due]));
  const paid = new Map(payments.rows.filter((row) => row.paid !== 0).map((row) => [row.id, row.paid]));
  return [
    ...differences('I6', 'drawer for sale', due, paid),
    ...sales.rows
      .filter((row) => row.lines !== row.told)
      .map((row) => violation('I4', `sale ${row.id} has ${row.lines} of its ${row.told} lines`)),
  ];
}

/** [I7] and [I4]: levels are the sum of their movements, and each sale moved each stocked product once. */
async function checkStock(shop: Shop, expected: ReturnType<typeof expectedOf>): Promise<Violation[]> {
  const { inventory } = shop.pools;
  const levels = await inventory.query<{
    id: string;
    hand: number;
    short: number;
    sum: number;
    sold: number;
    returned: number;
  }>(
    `select l.product_id as id, l.on_hand::float8 as hand, l.shortage::float8 as short,
            coalesce(sum(m.quantity), 0)::float8 as sum,
            coalesce(-sum(m.quantity) filter (where m.reason = 'SALE'), 0)::float8 as sold,
            coalesce(sum(m.quantity) filter (where m.reason = 'REFUND'), 0)::float8 as returned
       from level l left join movement m using (branch_id, product_id) group by 1, 2, 3`,
  );
  const moves = await inventory.query<{ id: string; count: number }>(
    `select source_id as id, count(*)::int as count from movement where reason = 'SALE' group by 1`,
  );
  const stocked = new Set(levels.rows.map(({ id }) => id));
  const sold = (id: string) => expected.sold.get(id) ?? 0;
  const wanted = [...expected.sales].flatMap(([id, { productIds }]): [string, number][] => {
    const count = [...productIds].filter((product) => stocked.has(product)).length;
    return count > 0 ? [[id, count]] : [];
  });
  return [
    ...levels.rows.flatMap((row) => {
      const right = row.hand >= 0 && row.short >= 0 && row.hand - row.short === row.sum;
      return right && row.sold === sold(row.id) && row.returned === (expected.returned.get(row.id) ?? 0)
        ? []
        : [violation('I7', `stock of ${row.id}: ${JSON.stringify(row)}, sold ${sold(row.id)}`)];
    }),
    ...differences('I4', 'movements of sale', new Map(wanted), new Map(moves.rows.map((row) => [row.id, row.count]))), // prettier-ignore
  ];
}

/** [I8] A number stands on one receipt, and a series has no holes; a till that lost its memory is told apart [S10]. */
async function checkReceiptNumbers({ pools, facts, devices }: Shop): Promise<Violation[]> {
  const { rows } = await pools.sales.query<{ series: string; till: string; count: number; distinct: number; last: number }>(
    `select regexp_replace(receipt_number, '-[0-9]+$', '') as series, min(till_id::text) as till, count(*)::int as count,
            count(distinct receipt_number)::int as distinct, max(substring(receipt_number from '[0-9]+$')::int) as last
       from (select receipt_number, till_id from sale union all select receipt_number, till_id from refund) as receipt group by 1`,
  ); // prettier-ignore
  const forgetful = new Set([...facts.gone].flatMap((id) => facts.facts.get(id)?.tillId ?? []));
  const twins = new Set<string>(
    devices.filter((one) => devices.some((other) => other !== one && other.tillId === one.tillId)).map(({ tillId }) => tillId), // prettier-ignore
  );
  return rows
    .filter(({ till }) => !forgetful.has(till) && !twins.has(till))
    .filter(({ count, distinct, last }) => count !== distinct || last !== distinct)
    .map((row) => violation('I8', `receipts of ${row.series}: ${JSON.stringify(row)}`));
}
