import type { Page } from '@playwright/test';
import { report } from './support-report.ts';
import { measureTap, withBusyTill } from './support-till.ts';

/**
 * From the tap on a product to the frame that shows its line, 20,000 sales in the database: on an order that has 200
 * lines already ('till.tapToLine', half of the taps make a line and half make one grow), and the first one of a new order, right after
 * the payment of the last ('till.firstTapToLine').
 */
const linesBefore = 200;
const rounds = 8;
const firstTaps = 40;

await withBusyTill(20_000, async (till) => {
  const { page } = till;
  await till.choose('Mains');
  const tiles = await markTiles(page);

  const first: number[] = [];
  for (let order = 0; order < firstTaps; order += 1) {
    first.push(await tap(page, order % tiles));
    // By one key, and looked for by its class alone: to ask for roles again and again is work for the page.
    await page.keyboard.press('F9');
    await page.locator('.change-due').waitFor();
  }
  report('till.firstTapToLine', first, 'ms');

  await till.tap('Dal makhani');
  await till.send();
  await till.order.getByRole('button', { name: 'Sent', exact: true }).waitFor();
  await till.expectAllSafe();
  await page.evaluate(lengthenOrder, linesBefore);
  await page.reload();
  await till.choose('Mains');
  await till.lines.nth(linesBefore - 1).waitFor();
  await markTiles(page);

  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let each = 0; each < 2 * tiles; each += 1) samples.push(await tap(page, each % tiles));
    // What the kitchen has grows no more: the next taps make lines again, once the till has calmed down.
    await till.send();
    await page.waitForFunction(
      () => !document.querySelector('.order-lines .kitchen-mark:not(.printed, .none)'),
    );
    await till.expectAllSafe();
  }
  report('till.tapToLine', samples, 'ms');
});

/** Gives each tile that asks nothing, and of which there is enough, a number, and answers how many there are. */
async function markTiles(page: Page): Promise<number> {
  await page.locator('.product-tile').first().waitFor();
  return page.evaluate(() => {
    const simple = [...document.querySelectorAll<HTMLElement>('.product-tile')].filter((tile) =>
      /kala bhuna|rezala|Morog|tehari|Dal makhani|Paneer|Begun|vegetables/.test(tile.innerText),
    );
    for (const [index, tile] of simple.entries()) tile.dataset['bench'] = String(index);
    return simple.length;
  });
}

async function tap(page: Page, tile: number): Promise<number> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('.order-lines .quantity')) each.setAttribute('data-old', '');
  });
  // A quantity that changes is a new element, so the mark of the old one is gone from it.
  return measureTap(page, `[data-bench="${tile}"]`, '.order-lines .quantity:not([data-old])');
}

/** Runs in the page: so many lines that the kitchen has, in place of the one on the order on screen. */
async function lengthenOrder(count: number): Promise<void> {
  type Row = Record<string, unknown> & { lines?: Record<string, unknown>[] };
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
    });
  const db = await answer(indexedDB.open('galley-till'));
  const write = db.transaction(['meta', 'orders'], 'readwrite');
  const current = await answer<{ value: string }>(write.objectStore('meta').get('currentOrder'));
  const order = await answer<Row>(write.objectStore('orders').get(current.value));
  const [line] = order.lines ?? [];
  const lines = Array.from({ length: count }, () => ({ ...line, id: crypto.randomUUID() }));
  await answer(write.objectStore('orders').put({ ...order, lines }));
  await new Promise((resolve) => write.addEventListener('complete', resolve));
  db.close();
}
