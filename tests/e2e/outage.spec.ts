import { expect } from '@playwright/test';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('selling goes on without server and network, through a reload, and everything arrives once', async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const till = tillPage(await context.newPage());
  await till.begin(product);
  const office = officePage(await browser.newPage());
  await office.signIn(product);
  await till.tap('Chotpoti');
  await till.payExact();
  const numbers = [await till.receiptNumber()];
  await expect(office.count).toHaveText('1');
  await till.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

  // Everything at once: the server dies and the cable is out.
  await context.setOffline(true);
  process.kill(product.pids.server, 'SIGKILL');
  for (let sale = 0; sale < 2; sale += 1) {
    await till.tap('Chotpoti');
    await till.payExact();
    numbers.push(await till.receiptNumber());
  }
  await expect(till.page.getByRole('button', { name: 'Offline · 2 sales · ৳220 safe here' })).toBeVisible();

  await till.page.reload();
  await till.tap('Fish fingers');
  await till.send();
  await till.page.reload();
  await expect(till.lines).toHaveCount(1);
  await till.payExact();
  numbers.push(await till.receiptNumber());
  await till.page.getByRole('button', { name: /^Offline/ }).click();
  await expect(till.page.getByRole('dialog')).toContainText('৳500.00');
  await till.page.keyboard.press('Escape');
  expect(new Set(numbers).size).toBe(4);

  await context.setOffline(false);
  await till.expectAllSafe();
  await expect(office.count).toHaveText('4', { timeout: 45_000 });
  await expect(office.total).toHaveText('৳610.00');
  for (const number of numbers) {
    await expect(office.latest.filter({ hasText: number })).toHaveCount(1);
    await onePaper(product, 'counter', number);
  }
  await onePaper(product, 'kitchen', 'Fish fingers');
});

test('the kitchen screen says so when it hears nothing, and stops saying so when it does', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  await till.begin(product);
  await till.tap('Chotpoti');
  await till.send();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(product.kitchen);
  await expect(page.getByRole('article').filter({ hasText: 'Chotpoti' })).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

  await context.setOffline(true);
  await expect(page.getByRole('alert')).toHaveText(/^Not receiving since/);
  await page.reload();
  await expect(page.getByRole('article').filter({ hasText: 'Chotpoti' })).toBeVisible();
  await till.tap('Fish fingers');
  await till.send();
  await context.setOffline(false);
  await expect(page.getByRole('article').filter({ hasText: 'Fish fingers' })).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden();
});
