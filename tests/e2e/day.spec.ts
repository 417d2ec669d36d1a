import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must } from '@galley/shared/values/must.ts';
import { expect, type Page } from '@playwright/test';
import { launchBrowser } from './browser-process.ts';
import { inTaka, openBook, payAs, takaIn, takeMoney, type Way } from './day-book.ts';
import { officePage } from './office-page.ts';
import { onePaper, papersOf, setFault } from './paper.ts';
import { scan } from './scan.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

const counter = { width: 1280, height: 800 };
const float = 2000;
const faces = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/** What guests at the counter ask for, one after the other: category, item, choices. */
const asked: readonly (readonly [string, string, ...string[]])[] = [
  ['Starters', 'Chotpoti'],
  ['Starters', 'Fuchka', 'Mild'],
  ['Mains', 'Dal makhani'],
  ['Mains', 'Kacchi biryani', 'Full', 'Boiled egg'],
  ['Grill', 'Chicken reshmi kebab'],
  ['Breads', 'Garlic naan'],
  ['Drinks', 'Mango lassi', 'Less sugar'],
  ['Sweets', 'Firni'],
];
const ways: readonly Way[] = ['exact', 'note', 'card', 'bKash', 'exact', 'mixed'];

test('[S1] [S2] [M12] a whole day without any network: sixty orders of every kind, and the office comes to what the till came to', async ({
  page: officeTab,
  product,
}) => {
  test.setTimeout(360_000);
  const profile = await mkdtemp(join(tmpdir(), 'galley-day-'));
  let browser = await launchBrowser(profile);
  let till = tillPage(browser.page);
  const book = openBook(float);
  let back = 0;
  let exchanged = 0;

  /** The server does not answer, and neither does anything on the way to it; the printers' network is the shop's own. */
  async function cutNetwork(page: Page): Promise<void> {
    await page.setViewportSize(counter);
    page.setDefaultTimeout(15_000);
    await page.route(
      (url) => url.origin === new URL(product.url).origin,
      (route) => route.abort(),
    );
  }
  async function startAgain(): Promise<void> {
    browser = await launchBrowser(profile);
    till = tillPage(browser.page);
    await cutNetwork(browser.page);
    await browser.page.goto(`${product.url}/till`);
  }
  async function counterSales(count: number): Promise<void> {
    for (let sale = 0; sale < count; sale += 1) {
      const [category, item, ...choices] = must(asked[book.sales % asked.length], 'a rest is an index');
      await till.choose(category);
      await till.tap(item, ...choices);
      await payAs(till, book, ways[book.sales % ways.length] ?? 'exact');
    }
  }
  async function place(type: string, words: Readonly<Record<string, string>>): Promise<void> {
    await till.order.locator('.place').click();
    const dialog = till.page.getByRole('dialog');
    await dialog.getByRole('button', { name: type, exact: true }).click();
    for (const [label, word] of Object.entries(words))
      await dialog.getByLabel(label, { exact: true }).fill(word);
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await expect(dialog).toBeHidden();
  }
  /** Taps on the order's own dialog. */
  async function withOrder(...taps: (string | RegExp)[]): Promise<void> {
    await till.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
    for (const name of taps)
      await till.page
        .getByRole('dialog')
        .getByRole('button', { name, exact: typeof name === 'string' })
        .click();
    await expect(till.page.getByRole('dialog')).toBeHidden();
  }
  /** The next part of a bill, and what it is made of. */
  async function payPart(number: number, paid: Way, by: string, ...taps: (string | RegExp)[]): Promise<void> {
    await till.page.getByRole('button', { name: 'Split bill' }).click();
    const dialog = till.page.getByRole('dialog', { name: /^Split/ });
    for (const name of [by, ...taps])
      await dialog.getByRole('button', { name, exact: typeof name === 'string' }).click();
    await dialog.getByRole('button', { name: 'Take this part' }).click();
    await till.page.getByRole('button', { name: 'Cash', exact: true }).click();
    await takeMoney(till, book, paid);
    await expect(till.page.getByText(`Part ${number} is paid`)).toBeVisible();
  }
  async function discount(title: RegExp, ...taps: (string | RegExp)[]): Promise<void> {
    const dialog = till.page.getByRole('dialog', { name: title });
    for (const name of taps)
      await dialog.getByRole('button', { name, exact: typeof name === 'string' }).click();
    await dialog.getByRole('button', { name: /^Take off/ }).click();
    await expect(dialog).toBeHidden();
  }
  async function moveCash(way: string, amount: string, reason: string): Promise<void> {
    await till.page.getByRole('button', { name: way, exact: true }).click();
    const dialog = till.page.getByRole('dialog');
    for (const key of amount) await dialog.getByRole('button', { name: key, exact: true }).click();
    await dialog.getByRole('button', { name: reason }).click();
    await dialog.locator('button[type=submit]').click();
    await expect(dialog).toBeHidden();
  }

  try {
    await test.step('enrolled the day before; the browser is closed and the network is gone', async () => {
      await till.enrol(product);
      await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
      await browser.kill();
      process.kill(product.pids.server, 'SIGSTOP');
      await startAgain();
      await till.signIn(product, 'Nusrat');
      await till.openShift(String(float));
    });

    await test.step('the morning at the counter', async () => {
      await counterSales(20);
      await till.page.reload();
      await till.choose('Drinks');
      await till.tap('Cola 250 ml');
      await expect(till.lines).toHaveCount(1);
      await till.page.reload();
      await expect(till.lines).toHaveCount(1);
      await payAs(till, book, 'exact');
    });

    await test.step('tables, tabs, takeaway, delivery', async () => {
      await till.seat('5', 4);
      await till.choose('Mains');
      await till.tap('Dal makhani');
      await till.tap('Beef kala bhuna');
      await till.lines.nth(1).getByRole('button').first().click();
      await till.lines.nth(1).getByRole('button', { name: 'Course 2' }).click();
      await till.send();
      await till.order.getByRole('button', { name: 'Fire course 2' }).click();
      await till.order.getByRole('button', { name: /^Table 5/ }).click();
      await till.page.getByRole('dialog').getByRole('button', { name: '7', exact: true }).click();
      await till.page.getByRole('button', { name: 'Save' }).click();
      await expect(till.order).toContainText('Table 7');
      for (const [type, words] of [
        ['Dine-in', { 'Table or name': 'Rahman' }],
        ['Takeaway', {}],
        ['Delivery', { Phone: '01711 223344', Name: 'Fatema', 'Where to bring it': 'House 12, Road 27' }],
      ] as const) {
        await till.page.keyboard.press('F2', { delay: 60 });
        await expect(till.lines).toHaveCount(0);
        await place(type, words);
        await till.choose('Grill');
        await till.tap('Chicken reshmi kebab');
        await till.send();
        if (type !== 'Dine-in') await payAs(till, book, 'exact');
      }
      await till.showTables();
      await till.table('7').click();
      await payAs(till, book, 'card');
      await till.page.getByRole('button', { name: /^Orders/ }).click();
      await till.page.getByLabel('Table, name or item').fill('rahm');
      const open = till.page.getByRole('region', { name: 'Open orders' }).getByRole('listitem');
      await open.getByRole('button').first().click();
      await payAs(till, book, 'bKash');
    });

    await test.step('ten at a table, of two that became one: a service charge, seats, a bill to look at, four parts', async () => {
      await till.seat('9', 8);
      await till.choose('Mains');
      await till.tap('Dal makhani');
      await till.tap('Beef kala bhuna');
      const beef = till.lines.nth(1);
      await beef.getByRole('button').first().click();
      await beef.getByRole('group', { name: 'Seat' }).getByRole('button', { name: 'More' }).click();
      await expect(beef).toContainText('Seat 1');
      await till.send();
      await till.seat('10', 2);
      await till.choose('Drinks');
      await till.tap('Borhani');
      await till.send();
      await withOrder('All', /^Table 9/);
      await expect(till.lines).toHaveCount(3);
      await withOrder('Print the bill');
      await onePaper(product, 'counter', 'NOT A RECEIPT');
      await expect(till.order).toContainText('724.50');
      await till.pay();
      await payPart(1, 'card', 'Seats');
      await payPart(2, 'exact', 'Items', /Borhani/);
      await payPart(3, 'exact', 'Amount', '1', '0', '5');
      await till.page.getByRole('button', { name: 'Next part' }).click();
      await takeMoney(till, book, 'bKash');
      await expect(till.paid).toBeVisible();
    });

    await test.step('three at once, a price of the day with a note, on the house, a copy, an exchange, and 86', async () => {
      await till.choose('Sweets');
      await till.page.keyboard.press('3', { delay: 60 });
      await till.tap('Firni');
      await till.page.locator('.product-tile').filter({ hasText: 'Cake to order' }).click();
      const dialog = till.page.getByRole('dialog');
      for (const key of '500') await dialog.getByRole('button', { name: key, exact: true }).click();
      await dialog.getByLabel('Note for the kitchen').fill('Happy birthday, Mim');
      await dialog.getByRole('button', { name: 'Add · ৳500.00' }).click();
      await till.lines.first().getByRole('button').first().click();
      await till.order.getByRole('button', { name: 'Discount', exact: true }).click();
      await discount(/^Discount on/, 'On the house', 'For tasting');
      expect(await payAs(till, book, 'exact')).toBe(500);

      await till.choose('Drinks');
      await till.tap('Borhani');
      await payAs(till, book, 'card');
      await till.page.getByRole('button', { name: 'Receipts' }).click();
      const receipts = till.page.getByRole('region', { name: 'Receipts' }).getByRole('listitem');
      await receipts.first().getByRole('button').click();
      await till.page.getByRole('button', { name: 'Print again' }).click();
      await onePaper(product, 'counter', 'COPY');
      await till.page.getByRole('button', { name: 'Give money back' }).click();
      for (const name of ['More', 'Not good', 'Exchange', /^Choose what they take/])
        await dialog.getByRole('button', { name }).click();
      await till.tap('Mango lassi', 'Less sugar');
      expect(await payAs(till, book, 'exact')).toBe(30);
      exchanged = 90;
      book.total += exchanged;

      const tea = till.page.locator('.product-tile').filter({ hasText: 'Milk tea' });
      await tea.click({ button: 'right' });
      await till.page.getByRole('button', { name: '86 · sold out…' }).click();
      await till.page.getByRole('button', { name: 'Sold out', exact: true }).click();
      await expect(tea).toContainText('86');
    });

    await test.step('discounts, a tip, taken back, a set, by weight, a scan', async () => {
      await till.choose('Starters');
      await till.tap('Chotpoti');
      await till.tap('Fish fingers');
      await till.lines.first().getByRole('button').first().click();
      await till.order.getByRole('button', { name: 'Discount', exact: true }).click();
      await discount(/^Discount on/, '10 %', 'Regular guest');
      await payAs(till, book, 'exact'); // 99 and 280

      await till.tap('Chotpoti');
      await till.order.getByRole('button', { name: 'Discount on the whole order' }).click();
      await discount(/^Discount on/, '50 %', 'Offer of the day');
      await payAs(till, book, 'bKash');

      await till.tap('Chotpoti');
      await till.tap('Fish fingers');
      await till.send();
      await till.lines.nth(1).getByRole('button').first().click();
      await till.order.getByRole('button', { name: 'Void', exact: true }).click();
      await till.page.getByRole('button', { name: 'Wrong item' }).click();
      await expect(till.lines.nth(1)).toContainText('void · Wrong item');
      expect(await payAs(till, book, 'exact')).toBe(110);

      await till.choose('Sets');
      await till.tap('Lunch set', 'Beef tehari', 'Borhani');
      await till.choose('Sweets');
      await till.page.locator('.product-tile').filter({ hasText: 'Sweets by weight' }).click();
      await till.page.keyboard.type('0.265', { delay: 90 });
      await till.page.getByRole('dialog').getByRole('button', { name: 'Add · ৳150.00' }).click();
      await scan(till.page, '8941100500019');
      await expect(till.lines).toHaveCount(5);
      expect(await payAs(till, book, 'card')).toBe(390 + 150 + 40);

      await till.choose('Grill');
      await till.tap('Mixed grill platter');
      await till.pay();
      await till.page.getByRole('button', { name: 'Tip', exact: true }).click();
      await till.page.getByRole('dialog').getByRole('button', { name: /10 %/ }).click();
      await expect(till.remaining).toHaveText('৳1,078.00');
      await till.page.getByRole('button', { name: /^Exact/ }).click();
      await expect(till.paid).toBeVisible();
      book.sales += 1;
      book.total += 980;
      book.taken.cash += 1078;
      book.tips += 98;
    });

    await test.step('a bill in two parts, over a power cut; a kitchen printer without paper', async () => {
      await till.choose('Mains');
      await till.tap('Dal makhani');
      await till.tap('Beef kala bhuna');
      await expect(till.lines).toHaveCount(2);
      await till.pay();
      await till.page.getByRole('button', { name: 'Split bill' }).click();
      await till.page.getByRole('dialog').getByRole('button', { name: 'Take this part' }).click();
      await till.page.getByRole('button', { name: /^Exact/ }).click();
      await expect(till.page.getByText('Part 1 is paid')).toBeVisible();
      await browser.kill();
      await startAgain();
      await expect(till.remaining).toHaveText('৳300.00');
      await till.page.getByRole('button', { name: /^Exact/ }).click();
      await expect(till.paid).toBeVisible();
      book.sales += 2;
      book.total += 600;
      book.taken.cash += 600;

      await setFault(product, 'kitchen', { mode: 'paperOut' });
      await till.choose('Starters');
      await till.tap('Fish fingers');
      await till.send();
      await expect(till.mark(till.lines.first())).toHaveClass(/failed/, { timeout: 20_000 });
      await payAs(till, book, 'exact');
      await setFault(product, 'kitchen', { mode: 'ok' });
    });

    await test.step('money back, the drawer, and the evening', async () => {
      await till.choose('Drinks');
      await till.tap('Cola 250 ml');
      await payAs(till, book, 'exact');
      await till.page.getByRole('button', { name: 'Receipts' }).click();
      const receipts = till.page.getByRole('region', { name: 'Receipts' }).getByRole('listitem');
      await receipts.first().getByRole('button').click();
      await till.page.getByRole('button', { name: 'Give money back' }).click();
      const dialog = till.page.getByRole('dialog');
      await dialog
        .getByRole('group', { name: /^How many/ })
        .getByRole('button', { name: 'More' })
        .click();
      await dialog.getByRole('button', { name: 'Not good' }).click();
      const give = dialog.getByRole('button', { name: /^Give back ৳/ });
      back = takaIn(await give.innerText());
      await give.click();
      await till.page.getByRole('button', { name: 'Done' }).click();
      await till.page.keyboard.press('Escape');
      book.drawer -= back;

      await till.page.getByRole('button', { name: 'Shift', exact: true }).click();
      await moveCash('Cash out', '350', 'Shopping');
      await moveCash('Cash in', '500', 'Change from the bank');
      await moveCash('To the safe', '1000', 'Too much in the drawer');
      await moveCash('Open, no sale', '', 'Change for a guest');
      book.drawer += 500 - 350 - 1000;
      await till.page.keyboard.press('Escape');

      // Somebody else, who may not do everything alone.
      await till.page.locator('.top-bar').getByRole('button', { name: /Lock/ }).click();
      await till.signIn(product, 'Rahim');
      await till.page.getByRole('button', { name: 'Shift', exact: true }).click();
      await till.page.getByRole('button', { name: 'Rahim comes to work' }).click();
      await till.page.keyboard.press('Escape');
      await till.choose('Grill');
      await till.tap('Chicken reshmi kebab');
      await till.order.getByRole('button', { name: 'Discount on the whole order' }).click();
      await discount(/^Discount on/, '50 %', 'Offer of the day');
      await till.approve(product, 'Nusrat');
      expect(await payAs(till, book, 'exact')).toBe(120);
      await counterSales(60 - book.sales + 1 + 3); // bills in two and in four parts are one order each
      await till.seat('3', 2);
      await till.choose('Mains');
      await till.tap('Begun bhaji');
      await till.send();
    });

    await test.step('X, the count, Z', async () => {
      await till.page.getByRole('button', { name: 'Shift', exact: true }).click();
      await till.page.getByRole('button', { name: 'Print X' }).click();
      await onePaper(product, 'counter', 'X REPORT');
      await till.page.getByRole('button', { name: 'Close the shift' }).click();
      let rest = book.drawer + book.taken.cash;
      for (const face of faces) {
        const pieces = Math.floor(rest / face);
        rest -= pieces * face;
        if (pieces === 0) continue;
        const notes = till.page.getByRole('list', { name: 'Notes and coins' });
        await notes.getByRole('button', { name: new RegExp(`^${face.toLocaleString('en')} ×`) }).click();
        const pad = till.page.getByRole('group', { name: 'Number keys' });
        for (const key of String(pieces)) await pad.getByRole('button', { name: key, exact: true }).click();
      }
      await till.page.getByRole('button', { name: 'All counted' }).click();
      const result = till.page.getByRole('region', { name: 'Close the shift' });
      await expect(result).toContainText('It agrees');
      await result.getByRole('button', { name: 'Close and print Z' }).click();
      const z = await onePaper(product, 'counter', 'Z REPORT');
      expect(z.text).toContain(`Sales (${book.sales})`);
      expect(z.text).toContain(inTaka(book.total));
      expect(z.text).toMatch(/carried forward\n.*T1-\d+ +110\.00/);
      expect(z.text).toContain(inTaka(book.drawer + book.taken.cash));
    });

    await test.step('the network comes back: the office says what the till says', async () => {
      process.kill(product.pids.server, 'SIGCONT');
      await till.page.unrouteAll();
      await till.page.evaluate(() => dispatchEvent(new Event('online'))); // as a browser says it when it is so
      const office = officePage(officeTab);
      await office.signIn(product);
      await expect(office.count).toHaveText(String(book.sales), { timeout: 60_000 });
      await expect(office.total).toHaveText(`৳${inTaka(book.total - back - exchanged)}`);
      await expect(officeTab.getByTestId('given-back')).toHaveText(`৳${inTaka(back + exchanged)}`);
      await officeTab.getByRole('button', { name: 'Shifts' }).click();
      const archive = officeTab.getByRole('list', { name: 'Z archive' });
      await archive.getByText('T1-Z0001').click();
      for (const [kind, amount] of Object.entries(book.taken)) {
        const sum = inTaka(kind === 'cash' ? amount - book.tips - back : amount);
        await expect(archive.getByRole('row', { name: new RegExp(`^${kind}`, 'i') }).last()).toContainText(
          `${sum}${sum}`,
        );
      }
      const receipts = (await papersOf(product, 'counter')).map(({ text }) => /T1-0\d+/.exec(text)?.[0]);
      expect(new Set(receipts.filter(Boolean)).size).toBeGreaterThanOrEqual(book.sales);
    });
  } catch (error) {
    await till.page.screenshot({ path: 'test-results/day-stopped.png' }).catch(() => undefined); // for whoever looks why
    throw error;
  } finally {
    process.kill(product.pids.server, 'SIGCONT');
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
