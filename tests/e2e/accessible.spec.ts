import { expect } from '@playwright/test';
import { expectAccessible, expectGood } from './axe.ts';
import { officePage } from './office-page.ts';
import { listenForViolations } from './policy.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[12] every screen passes the accessibility checks, in light and in dark, and none breaks its content policy', async ({
  browser,
  product,
}) => {
  test.setTimeout(240_000); // each screen of all three apps
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const stopped = await listenForViolations(context);
  const till = tillPage(await context.newPage());
  const { page } = till;
  const close = () => page.keyboard.press('Escape');
  const dialog = page.getByRole('dialog');
  const tapTop = (name: string | RegExp) => page.locator('.top-bar').getByRole('button', { name }).click();

  await page.goto(`${product.url}/till`);
  await expect(page.getByLabel('Code')).toBeVisible();
  await expectGood(page, 'enrol');
  await till.enrol(product);
  await expectGood(page, 'people');
  await page.getByRole('button', { name: 'Large type' }).click();
  await expectGood(page, 'people, large');
  await page.getByRole('button', { name: 'Rahim' }).click();
  await expectGood(page, 'PIN');
  await till.signIn(product);
  await expect(page.getByText('How much cash')).toBeVisible();
  await expectGood(page, 'shift');
  await till.openShift('2000');
  await expectGood(page, 'empty order');
  // In large type nothing of the bar leaves the screen, and of a dialog that is long its end can be reached.
  await expect(page.locator('.top-bar .clock')).toBeInViewport({ ratio: 1 });
  await tapTop('All safe');
  await expect(dialog).toBeInViewport({ ratio: 0.99 });
  await close();
  await tapTop(/Lock/);
  await page.getByRole('button', { name: 'Large type' }).click();
  await till.signIn(product);
  await till.choose('Mains');
  await page.locator('.product-tile').filter({ hasText: 'Kacchi' }).click();
  await expectGood(page, 'options');
  await close();
  await till.tap('Dal makhani');
  await till.tap('Beef kala bhuna');
  await till.send();
  await till.tap('Begun bhaji');
  await till.lines.nth(2).getByRole('button').first().click();
  await expectGood(page, 'order with an open line');
  await till.order.getByRole('button', { name: /Takeaway/ }).click();
  await page.getByRole('button', { name: 'Delivery' }).click();
  await expectGood(page, 'place and guest');
  await page.getByRole('button', { name: 'Dine-in' }).click();
  await expectGood(page, 'place');
  await close();
  await till.order.getByRole('button', { name: 'Bill, courses, split and move' }).click();
  await expectGood(page, 'what can be done with an order');
  await close();
  await till.showTables();
  await expectGood(page, 'tables');
  await close();
  await till.pay();
  await expectGood(page, 'pay in cash');
  await page.getByRole('button', { name: 'Card', exact: true }).click();
  await expectGood(page, 'pay by card');
  await page.getByRole('button', { name: 'Cash', exact: true }).click();
  await page.getByRole('button', { name: /^৳1,000/ }).click();
  await expect(till.paid).toBeVisible();
  await expectGood(page, 'change');
  await tapTop('Receipts');
  await page.getByLabel('Find a receipt').fill('1-999999');
  await expect(page.getByText('No receipt')).toBeVisible();
  await expectGood(page, 'no such receipt');
  await page.getByLabel('Find a receipt').fill('');
  await page
    .getByRole('region', { name: 'Receipts' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .click();
  await expectGood(page, 'receipt');
  await page.getByRole('button', { name: 'Give money back' }).click();
  await expectGood(page, 'refund and exchange');
  await close(); // back to the receipt
  await close();
  await tapTop(/^Orders/);
  await expectGood(page, 'orders');
  await tapTop('Shift');
  await expectGood(page, 'shift so far');
  await page.getByRole('button', { name: 'Cash in', exact: true }).click();
  await expectGood(page, 'cash in');
  await close();
  await till.expectAllSafe();
  await tapTop('All safe');
  await expect(dialog.getByRole('heading', { name: 'Backup' })).toBeVisible();
  await expectGood(page, 'status with backup');
  await close();
  await tapTop(/Printing|Printer/);
  await expectGood(page, 'printers');
  await close();
  await tapTop('Keyboard');
  await expectGood(page, 'keyboard');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#app')).toBeHidden();
  await expect(dialog.getByText('Search')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await close();
  await page.getByRole('button', { name: 'Practise at this till' }).click();
  await expectGood(page, 'before practice');
  await dialog.getByRole('button', { name: 'Begin to practise' }).click();
  await expect(dialog.getByLabel('Why?')).toBeVisible();
  await expectGood(page, 'approval');
  await till.approve(product, 'Nusrat', 'New here');
  await expect(page.locator('.training-bar')).toBeVisible();
  await expectGood(page, 'practice');

  const office = officePage(await context.newPage());
  await office.page.goto(product.office.url);
  await expectGood(office.page, 'office sign-in');
  await office.signIn(product);
  const views = await office.views.all();
  expect(views.length).toBeGreaterThan(5);
  for (const view of views) {
    const name = await view.innerText();
    await view.click();
    await expect(office.page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(office.page.locator('.office-app > main')).toBeVisible();
    await expectGood(office.page, `office: ${name}`);
    await office.page.screenshot({
      path: `test-results/office-${name.replaceAll(' ', '-')}.png`,
      fullPage: true,
    });
  }
  // The link's code is good for once, so the second one shows where a code is typed.
  await office.page.goto(product.kitchen);
  await expect(office.page.getByRole('article').first()).toBeVisible();
  await expectGood(office.page, 'kitchen');
  for (const place of ['/display', '/download', '/docs', '/verify']) {
    await office.page.goto(product.url + place, { waitUntil: 'networkidle' });
  }

  // The longer words of the other language, in the same places.
  for (const each of [office.page, page])
    await each.evaluate(() => localStorage.setItem('galley.locale', 'bn'));
  await page.reload();
  await expect(page.locator('.training-bar')).toBeVisible();
  await expectGood(page, 'practice in Bangla');
  await office.page.goto(product.office.url);
  await expect(office.page.locator('.office-nav button').first()).toBeVisible();
  for (const view of await office.page.locator('.office-nav button').all()) {
    await view.click();
    await expect(office.page.locator('.office-app > main')).toBeVisible();
    await expectAccessible(office.page, `office in Bangla: ${await view.innerText()}`);
  }
  expect(stopped).toEqual([]);
});
