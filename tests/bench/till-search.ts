import { chromium, type Page } from '@playwright/test';
import { demoStaff } from '@galley/server/local/demo.ts';
import { type Put, putEntities } from '@galley/server/sync/put-entities.ts';
import type { Product } from '@galley/shared/domain/menu.ts';
import { must } from '@galley/shared/values/must.ts';
import { uuidv7 } from '@galley/shared/values/ids.ts';
import { tillPage } from '../e2e/till-page.ts';
import { report } from './support-report.ts';
import { startBenchServer } from './support-server.ts';
import { measureTap } from './support-till.ts';

/**
 * A till with 20,000 products: from a key in the search to the frame that shows what was found
 * ('till.search20k'), from a tap on a tile to the frame that shows its line ('till.tapToLine20k', on a bill of 200 lines), from a
 * scan, ten a second, to its line ('till.scanToLine'; SCANS of them, none missed: 1,000 take two minutes and show the same as
 * the usual 200), and from a reload without any network until a
 * tapped item stands on the order ('till.warmStart20k').
 */
const products = 20_000;
const searches = ['chicken ti', 'prawn ma', 'কাচ্চি', 'sku-1234', 'naan bu', 'beef k', 'creme', 'mango las'];
const rounds = 5;
const scans = Number(process.env['SCANS'] ?? 200);
/** A long bill; the taps are measured on the last one. */
const linesOfOrder = 200;

await using server = await startBenchServer();
await fillMenu();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  // The loader that runs this file wraps functions in a call of its own, which a page does not know.
  await page.addInitScript('globalThis.__name = (wrapped) => wrapped');
  const till = tillPage(page);
  await page.goto(`${server.url}/till#enrol=${must(server.codes[0], 'the demo has a till')}`);
  await page.getByRole('heading', { name: 'Who is selling?' }).waitFor({ timeout: 120_000 });
  await till.signIn({ staff: [...demoStaff] });
  await till.openShift('2000');
  await till.choose('Mains');
  await page.locator('.product-tile').first().waitFor();
  await page.getByRole('textbox', { name: 'Search the menu' }).fill('a');
  await page.getByRole('region', { name: /found/ }).waitFor({ timeout: 30_000 });
  await page.getByRole('textbox', { name: 'Search the menu' }).fill('');

  const keys: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const words of searches) {
      for (let end = 1; end <= words.length; end += 1) {
        if (words[end - 1] !== ' ') keys.push(await measureKey(page, words.slice(0, end)));
      }
      await page.getByRole('textbox', { name: 'Search the menu' }).fill('');
    }
  }
  report('till.search20k', keys, 'ms');

  const measureTaps = async () => {
    await till.choose('Mains');
    await page.locator('.product-tile').first().waitFor();
    // The demo's own items ask questions; ours have a number behind their name.
    await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.product-tile')]
        .find((tile) => /\d$/.test(tile.querySelector('.name')?.textContent ?? ''))
        ?.setAttribute('data-bench', 'tap'),
    );
    const taps: number[] = [];
    for (let tap = 0; tap < 100; tap += 1) {
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('.order-lines .quantity'))
          each.setAttribute('data-old', '');
      });
      taps.push(await measureTap(page, '[data-bench="tap"]', '.order-lines .quantity:not([data-old])'));
    }
    report('till.tapToLine20k', taps, 'ms');
  };

  const waits: number[] = [];
  for (let done = 0; done < scans; done += linesOfOrder) {
    const most = Math.min(linesOfOrder, scans - done);
    for (let count = 1; count <= most; count += 1) {
      const next = new Promise((resolve) => setTimeout(resolve, 100));
      waits.push(await measureScan(page, `${890_000_000_000 + (done + count) * 17}`, count));
      await next;
    }
    if ((await till.lines.count()) !== most) throw new Error('a scan was missed');
    if (done + most >= scans) await measureTaps();
    await till.payExact();
  }
  report('till.scanToLine', waits, 'ms');

  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.context().setOffline(true);
  const ours = page.locator('.product-tile', { has: page.locator('.name', { hasText: /\d$/ }) });
  const starts: number[] = [];
  for (let start = 0; start < 5; start += 1) {
    const from = performance.now();
    await page.reload({ waitUntil: 'commit' });
    await till.choose('Mains');
    await ours.nth(start).click();
    await till.lines.nth(start).waitFor();
    starts.push(performance.now() - from);
  }
  report('till.warmStart20k', starts, 'ms');
} finally {
  await browser.close();
}

/** Types what a field should hold now, and waits for the frame in which the grid has answered it. */
function measureKey(page: Page, typed: string): Promise<number> {
  return page.evaluate(
    (value) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('.search-box input');
        const region = document.querySelector('.menu-view');
        if (!field || !region) throw new Error('the till shows no search');
        const start = performance.now();
        const drawn = () =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - start), { once: true });
            port1.start();
            port2.postMessage(null);
          });
        const observer = new MutationObserver(() => {
          if (region.getAttribute('data-answers') !== value) return;
          observer.disconnect();
          drawn();
        });
        observer.observe(region, { attributes: true });
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value);
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }),
    typed,
  );
}

/** Types a code as a scanner does, and waits for the frame that shows so many lines. */
function measureScan(page: Page, code: string, lines: number): Promise<number> {
  return page.evaluate(
    ([typed, wanted]) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const observer = new MutationObserver(() => {
          if (document.querySelectorAll('.order-lines li').length < wanted) return;
          observer.disconnect();
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - start), { once: true });
            port1.start();
            port2.postMessage(null);
          });
        });
        observer.observe(document.body, { subtree: true, childList: true });
        for (const key of [...typed.split(''), 'Enter'])
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }),
    [code, lines] as const,
  );
}

/** Names as menus have them, each of four words out of forty, so that a beginning finds a few or thousands. */
async function fillMenu(): Promise<void> {
  const { rows } = await server.db.pool.query<{ data: string }>(
    `select data from change where branch_id = $1 and entity = 'product' and data like '%Morog polao%'`,
    [server.branchId],
  );
  const sample = JSON.parse(must(rows[0], 'the demo sells it').data) as Product; // the server wrote it a moment ago
  const words = [
    ['Chicken', 'Beef', 'Mutton', 'Prawn', 'Paneer', 'Mango', 'Crème', 'কাচ্চি', 'Garlic', 'Fish'],
    ['tikka', 'kala', 'malai', 'butter', 'lassi', 'bhuna', 'naan', 'বিরিয়ানি', 'rezala', 'tehari'],
    ['special', 'half', 'full', 'family', 'spicy', 'mild', 'grilled', 'fried', 'steamed', 'smoked'],
  ];
  const puts = Array.from({ length: products }, (_, index): Put => {
    const name = words.map((some, place) => some[Math.floor(index / 10 ** place) % 10]).join(' ');
    const id = uuidv7() as Product['id']; // a UUID is a valid id of any kind
    return {
      entity: 'product',
      id,
      data: {
        ...sample,
        id,
        name: `${name} ${index}`,
        sku: `SKU-${index}`,
        barcode: `${890_000_000_000 + index}`,
      },
    };
  });
  for (let from = 0; from < products; from += 2000) {
    await putEntities(server.db.pool, server.branchId, puts.slice(from, from + 2000));
  }
  await server.db.pool.query('analyze change');
}
