import { expect, test } from 'vitest';
import { onlineViewSchema } from '@galley/shared/domain/online-order.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { must } from '@galley/shared/values/must.ts';
import { hasNats } from './cluster.ts';
import { openOrderingPage, orderOf } from './ordering-page.ts';
import { query } from './query.ts';
import { openShop, type Point } from './shop.ts';

/** Goods are held, and the word of it is not acknowledged; paid and booked, and nobody has heard of it. */
const steps: readonly Point[] = ['beforeSagaAck', 'beforeTelling'];

test.skipIf(!hasNats)(
  '[S11] [S12] an online order whose server is killed in the midst of its saga, twice, is paid, booked and told once',
  async () => {
    await using shop = await openShop();
    const [first = 'beforeSagaAck', ...others] = steps;
    const killed = await shop.start(first);
    const place = { url: killed.url };
    const page = await openOrderingPage(place);
    const cola = must(shop.products.find(({ name }) => name === 'Cola 250 ml') ?? null, 'on the demo menu');
    const [order, key] = [orderOf(cola, 2), uuidv7()];
    await page.post(order, key).catch(() => undefined); // its answer may be lost with the process
    expect(await killed.ended).toBe('SIGKILL');
    for (const step of others) expect(await (await shop.start(step)).ended, step).toBe('SIGKILL');

    // The guest's page sends the same once more, and gets the first answer.
    place.url = (await shop.start()).url;
    const again = await page.post(order, key);
    expect(again.status).toBe(201);
    const { id, total } = onlineViewSchema.parse(await again.json());
    const done = await page.until(id, ({ status }) => status === 'PAID');
    expect(done.receiptNumber).toBe('WEB-000001');
    const { databases } = shop;
    const books = async () => [
      ...(await query(databases.sales, 'select receipt_number as what, total::int as n from sale')),
      ...(await query(
        databases.inventory,
        `select reason as what, quantity::int as n from movement where reason = 'SALE'`,
      )),
      ...(await query(databases.payments, 'select kind as what, amount::int as n from payment')),
      ...(await query(
        databases.sync,
        `select entity as what, 1 as n from change where entity = 'onlineOrder'`,
      )),
    ];
    await expect.poll(books, { timeout: 30_000, interval: 100 }).toEqual([
      { what: 'WEB-000001', n: total },
      { what: 'SALE', n: -2000 },
      { what: 'gateway', n: total },
      { what: 'onlineOrder', n: 1 },
    ]);
    for (const url of [databases.sales, databases.inventory, databases.payments])
      expect(await query(url, 'select cause from dead_letter')).toEqual([]);
  },
  120_000, // processes of their own, on a machine that may be busy
);
