import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S21] a new till says how far its records have come, and goes on when the connection is cut meanwhile', async ({
  browser,
  product,
}) => {
  const page = await (await browser.newContext()).newPage();
  let asked = 0;
  let cutting = true;
  // The head comes through each time, and nothing else.
  await page.route('**/sync/snapshot**', async (route) => {
    asked += 1;
    if (!cutting) return route.continue();
    const response = await route.fetch();
    const [head] = (await response.text()).split('\n');
    await route.fulfill({ contentType: 'application/x-ndjson', body: `${head}\n` });
  });
  await page.goto(product.tills[1]?.link ?? '');
  const bar = page.getByRole('progressbar', { name: 'Loading the records of this branch' });
  await expect(bar).toBeVisible();
  await expect(page.getByText(/^0 of \d+$/)).toBeVisible();
  await expect(page.getByText('The connection was cut while the menu was loading.')).toBeVisible();
  await expectAccessible(page, 'loading');
  await expect.poll(() => asked).toBeGreaterThan(1);

  cutting = false; // a route that is taken away while it answers fails the test
  await expect(page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible({ timeout: 70_000 });
  const till = tillPage(page);
  await till.signIn(product);
  await till.openShift('2000');
  await till.tap('Chotpoti');
  await till.payExact();
  await till.expectAllSafe();
});
