import { must } from '@galley/shared/values/must.ts';
import { salesPageSchema, soldReceiptSchema } from '@galley/shared/wire/sales-office.ts';
import { expect, test } from 'vitest';
import { demoOffice } from '../src/local/demo.ts';
import { createMaking, headOf } from './making.ts';
import { query } from './query.ts';
import { startWorld } from './world.ts';

test('the office finds any receipt by what is still known of it, page by page, and sees what was given back of it', async () => {
  await using world = await startWorld({ bus: 'direct' });
  const till = await world.enrol(0);
  const making = createMaking(till);
  const opened = till.record('openShift', { shift: making.shift });
  const product = must(
    world.products.find(({ name }) => name === 'Plain naan'),
    'on the demo menu',
  );
  const sales = Array.from({ length: 53 }, (_, index) => {
    const order = { ...making.order([[product, 1 + (index % 3)]]), table: index === 7 ? 'Terrace 4' : null };
    const sale = making.sale(order);
    return {
      sale,
      mutation: till.record('completeSale', { sale, order: headOf(order), round: 0, tickets: [] }),
    };
  });
  const first = must(sales[0], 'it was sold').sale;
  const seventh = must(sales[7], 'it was sold').sale;
  const refund = making.refund(first);
  const back = till.record('refundSale', { refund });
  const batch = [opened, ...sales.map(({ mutation }) => mutation), back];
  await till.push(batch);
  await till.settled([back.id]);

  const signedIn = await fetch(`${world.url}/office/sign-in`, {
    method: 'POST',
    body: JSON.stringify({ name: demoOffice.name, password: demoOffice.password }),
  });
  const headers = {
    cookie: must(signedIn.headers.get('set-cookie'), 'a sign-in sets it').split(';')[0] ?? '',
  };
  const find = async (wanted: Record<string, string>) => {
    const query = new URLSearchParams(wanted);
    return salesPageSchema.parse(
      await (await fetch(`${world.url}/office/sales?${query.toString()}`, { headers })).json(),
    );
  };
  const numbersOf = async (wanted: Record<string, string>) =>
    (await find(wanted)).sales.map(({ receiptNumber }) => receiptNumber);

  const page = await find({});
  const rest = await find({ after: must(page.next, 'there is more than a page') });
  expect(rest.next).toBeNull();
  expect(new Set([...page.sales, ...rest.sales].map(({ id }) => id))).toEqual(
    new Set(sales.map(({ sale }) => sale.id)),
  );
  const told = [...page.sales, ...rest.sales].find(({ id }) => id === first.id);
  expect(told).toMatchObject({ staffName: first.staffName, total: first.total, refunded: refund.total });

  expect(await numbersOf({ number: first.receiptNumber.toLowerCase() })).toEqual([first.receiptNumber]);
  expect(await numbersOf({ number: refund.receiptNumber })).toEqual([first.receiptNumber]);
  expect(await numbersOf({ table: 'Terrace 4' })).toEqual([seventh.receiptNumber]);
  expect(await numbersOf({ amount: String(first.total), table: 'Terrace 4' })).toEqual([]);
  expect(await numbersOf({ amount: String(first.total) })).toHaveLength(
    sales.filter(({ sale }) => sale.total === first.total).length,
  );
  expect(await numbersOf({ staff: first.staffId, day: first.businessDay, tender: 'cash' })).toHaveLength(50);
  expect(await numbersOf({ tender: 'wallet' })).toEqual([]);
  // Paid in two ways it is found by each, and once.
  await query(world.databases.sales, `update sale set tenders = '{cash,wallet}' where id = '${first.id}'`);
  expect(await numbersOf({ tender: 'wallet' })).toEqual([first.receiptNumber]);
  const inCash = await find({ tender: 'cash' });
  const more = await find({ tender: 'cash', after: must(inCash.next, 'there is more than a page') });
  expect([...inCash.sales, ...more.sales].map(({ id }) => id)).toEqual(
    [...page.sales, ...rest.sales].map(({ id }) => id),
  );
  const receipt = await (await fetch(`${world.url}/office/sales/${first.id}`, { headers })).json();
  expect(soldReceiptSchema.parse(receipt)).toEqual({ sale: first, refunds: [refund] });
});
