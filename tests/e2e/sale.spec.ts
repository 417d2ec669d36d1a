import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { onePaper, paperUrl } from './paper.ts';
import { scan } from './scan.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

declare global {
  /** Put into the page by `exposeFunction`. */
  function countKey(): void;
  function countTap(): void;
}

test('a sale rung up at the till comes out of the printers and shows in the office', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  await till.begin(product);
  const office = officePage(await browser.newPage());
  await office.signIn(product);
  await expect(office.stock('Vegetable samosa').locator('strong')).toHaveText('80');

  await till.tap('Vegetable samosa');
  await till.tap('Vegetable samosa');
  await till.choose('Mains');
  await till.tap('Beef bhuna', 'Extra hot');
  await till.choose('Drinks');
  await till.tap('Cola 250 ml');
  await expect(till.lines).toHaveCount(3);
  await expect(till.lines.first()).toContainText('120.00');
  await expect(till.lines.nth(1)).toContainText('Extra hot');

  await till.send();
  const ticket = await onePaper(product, 'kitchen', 'Beef bhuna');
  expect(ticket.text).toContain('Extra hot');
  expect(ticket.text).toMatch(/2\D+Vegetable samosa/);
  expect(ticket.text).not.toContain('Cola');
  await expect(till.mark(till.lines.first())).toHaveClass(/printed/);

  await till.pay();
  await expect(till.remaining).toHaveText('৳540.00');
  await till.page.getByRole('button', { name: /৳1,000/ }).click();
  await expect(till.paid).toContainText('৳460.00');
  await expect(office.count).toHaveText('1');
  await expect(office.total).toHaveText('৳540.00');
  await expect(office.latest.first()).toContainText('Beef bhuna');
  await expect(office.stock('Vegetable samosa').locator('strong')).toHaveText('78');
  await expect(office.stock('Cola 250 ml').locator('strong')).toHaveText('143');

  const number = await till.receiptNumber();
  const receipt = await onePaper(product, 'counter', number);
  expect(receipt.text).toContain('540.00');
  expect(receipt.text).toContain('460.00');
  const png = await fetch(`${paperUrl(product, 'counter')}${receipt.png}`);
  expect(png.headers.get('content-type')).toBe('image/png');
  await till.expectAllSafe();
});

test('exact cash is two taps, an item one, an item with one required choice two; keys do as well', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  let taps = 0;
  await page.exposeFunction('countTap', () => (taps += 1));
  await page.evaluate(() => {
    addEventListener('click', () => countTap(), { capture: true });
  });
  await till.choose('Starters');
  taps = 0;
  await till.tap('Chotpoti');
  expect(taps).toBe(1);
  await till.tap('Fuchka', 'Mild');
  expect(taps).toBe(3);
  await till.payExact();
  expect(taps).toBe(5);

  // The same by keys: a number, the search, its first find, and one key for exact cash.
  // At the speed of fingers: what comes faster is a scanner.
  const slowly = { delay: 90 };
  await page.keyboard.type('3/', slowly);
  await expect(page.getByLabel('Search the menu')).toBeFocused();
  await page.keyboard.type('chot', slowly);
  await page.keyboard.press('Enter', slowly);
  await expect(till.lines).toHaveCount(1);
  await expect(till.lines.first()).toContainText('330.00');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F9');
  await expect(till.paid).toContainText('৳330.00');
  expect(taps).toBe(5);

  // And with a scanner: twice, and one key for exact cash.
  let keys = 0;
  await page.exposeFunction('countKey', () => (keys += 1));
  await page.evaluate(() => {
    // What the scanner types is no key that anybody presses.
    addEventListener('keydown', ({ isTrusted }) => isTrusted && countKey(), { capture: true });
  });
  await scan(page, '8941100500019');
  await scan(page, '8941100500019');
  await expect(till.lines.first()).toContainText('80.00');
  await page.keyboard.press('F9');
  await expect(till.paid).toContainText('৳80.00');
  expect(keys).toBe(1);
  expect(taps).toBe(5);
});

test('a line that the kitchen has is taken back with a reason, and the kitchen is told', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.choose('Grill');
  await till.tap('Mixed grill platter');
  await till.tap('Tandoori pomfret');
  await till.send();
  await onePaper(product, 'kitchen', 'Tandoori pomfret');
  await till.lines.nth(1).getByRole('button').first().click();
  await till.order.getByRole('button', { name: 'Void' }).click();
  await page.getByRole('button', { name: 'Wrong item' }).click();
  await expect(till.lines.nth(1)).toContainText('void · Wrong item');
  await expect(till.order).toContainText('৳980.00');
  await onePaper(product, 'kitchen', 'Wrong item');
});

test('a card and cash pay one order together', async ({ page, product }) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.choose('Grill');
  await till.tap('Mixed grill platter');
  await till.pay();
  await page.getByRole('button', { name: 'Card', exact: true }).click();
  for (const key of '600') await page.keyboard.press(key, { delay: 60 });
  await page.getByLabel('Slip number').fill('A-1042');
  await page.getByRole('button', { name: /^Card taken/ }).click();
  await expect(till.remaining).toHaveText('৳380.00');
  await page.getByRole('button', { name: 'Cash', exact: true }).click();
  await page.getByRole('button', { name: /^Exact/ }).click();
  const receipt = await onePaper(product, 'counter', await till.receiptNumber());
  expect(receipt.text).toContain('A-1042');
});

test('the bank is asked through the server: it declines one card, approves another, and gives the money back', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.choose('Grill');
  await till.tap('Mixed grill platter');
  await till.pay();
  await page.getByRole('button', { name: 'Card (online)' }).click();
  await page.getByLabel('Payment code').fill('tok_test_0000');
  await page.getByRole('button', { name: /^Ask the bank/ }).click();
  await expect(page.getByRole('alert')).toContainText('not enough money');
  await expectAccessible(page, 'declined by the bank');
  await page.screenshot({ path: 'test-results/pay-declined.png' });
  await page.getByLabel('Payment code').fill('tok_test_4242');
  await page.getByRole('button', { name: /^Ask the bank/ }).click();
  await expect(till.paid).toBeVisible();
  const receipt = await onePaper(product, 'counter', await till.receiptNumber());
  expect(receipt.text).toContain('Card (online) 4242');

  await page.getByRole('button', { name: 'Receipts' }).click();
  await page
    .getByRole('region', { name: 'Receipts' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .click();
  await page.getByRole('button', { name: 'Give money back' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'More' }).first().click();
  await dialog.getByRole('button', { name: 'Not good' }).click();
  await dialog.getByRole('button', { name: /^Give back ৳/ }).click();
  await till.approve(product, 'Nusrat');
  await expect(page.getByRole('status', { name: 'Given back' })).toContainText('the bank has given it back');
  await page.screenshot({ path: 'test-results/pay-online-refund.png' });

  const office = officePage(await page.context().newPage());
  await office.signIn(product);
  await office.views.filter({ hasText: 'Payments' }).click();
  const rows = office.page.locator('.payments-view').getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('the bank has given it back');
  await expect(rows.last()).toContainText('not enough money');
  await expectAccessible(office.page, 'payments of the office');
  await office.page.screenshot({ path: 'test-results/office-payments.png' });
});
