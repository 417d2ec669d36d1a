import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test("the guest's display follows the order, says the change, and knows the order when it is opened late", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const till = tillPage(await context.newPage());
  await till.begin(product);
  await till.tap('Chotpoti');
  const display = await context.newPage();
  await display.setViewportSize({ width: 1024, height: 600 });
  await display.goto(`${product.url}/display`);
  const lines = display.getByRole('list', { name: 'Your order' }).getByRole('listitem');
  await expect(lines).toHaveCount(1);
  await till.tap('Fish fingers');
  await expect(lines).toHaveCount(2);
  await expect(display.locator('.total')).toContainText('৳');
  await display.screenshot({ path: 'test-results/display.png' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await display.emulateMedia({ colorScheme });
    await expectAccessible(display, `display, ${colorScheme}`);
  }
  await till.payExact();
  await expect(display.getByRole('heading', { name: 'Thank you!' })).toBeVisible();
  await display.emulateMedia({ colorScheme: 'light' });
  await display.screenshot({ path: 'test-results/display-paid.png' });
  await till.tap('Chotpoti');
  await expect(lines).toHaveCount(1);

  // The till opens it by itself; what it shows works without a server, too.
  await till.page.getByRole('button', { name: 'All safe' }).click({ timeout: 45_000 });
  await till.page.screenshot({ path: 'test-results/status.png' });
  const opening = context.waitForEvent('page');
  await till.page.getByRole('button', { name: 'Show the guest’s display' }).click();
  await expect((await opening).getByRole('list', { name: 'Your order' }).getByRole('listitem')).toHaveCount(
    1,
  );
});
