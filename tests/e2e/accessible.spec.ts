import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { listenForViolations } from './policy.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[12] every screen passes the accessibility checks, in light and in dark, and none breaks its content policy', async ({
  browser,
  product,
}) => {
  for (const [index, colorScheme] of (['light', 'dark'] as const).entries()) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1280, height: 800 } });
    const stopped = await listenForViolations(context);
    const till = tillPage(await context.newPage());
    const { page } = till;
    const check = (screen: string) => expectAccessible(page, `${screen}, ${colorScheme}`);
    const close = () => page.keyboard.press('Escape');

    await page.goto(`${product.url}/till`);
    await expect(page.getByLabel('Code')).toBeVisible();
    await check('enrol');
    await till.enrol(product, index);
    await check('people');
    await page.getByRole('button', { name: 'Rahim' }).click();
    await check('PIN');
    await till.signIn(product);
    await expect(page.getByText('How much cash')).toBeVisible();
    await check('shift');
    await till.openShift('2000');
    await check('empty order');
    await till.choose('Mains');
    await page.locator('.product-tile').filter({ hasText: 'Kacchi' }).click();
    await check('options');
    await close();
    await till.tap('Dal makhani');
    await till.tap('Beef kala bhuna');
    await till.send();
    await till.tap('Begun bhaji');
    await till.lines.nth(2).getByRole('button').first().click();
    await check('order with an open line');
    await till.order.getByRole('button', { name: /Takeaway/ }).click();
    await page.getByRole('button', { name: 'Dine-in' }).click();
    await check('place');
    await close();
    await till.pay();
    await check('pay in cash');
    await page.getByRole('button', { name: 'Card', exact: true }).click();
    await check('pay by card');
    await page.getByRole('button', { name: 'Cash', exact: true }).click();
    await page.getByRole('button', { name: /^৳1,000/ }).click();
    await expect(till.paid).toBeVisible();
    await check('change');
    await page.getByRole('button', { name: 'Receipts' }).click();
    await check('receipts');
    await page
      .getByRole('region', { name: 'Receipts' })
      .getByRole('listitem')
      .first()
      .getByRole('button')
      .click();
    await check('receipt');
    await close();
    await page.getByRole('button', { name: /^Orders/ }).click();
    await check('orders');
    await till.expectAllSafe();
    await page.getByRole('button', { name: 'All safe' }).click();
    await check('status');
    await close();
    await page.getByRole('button', { name: 'Keyboard' }).click();
    await check('keyboard');

    const office = officePage(await context.newPage());
    await office.page.goto(product.office.url);
    await expectAccessible(office.page, `office sign-in, ${colorScheme}`);
    await office.signIn(product);
    await expectAccessible(office.page, `office, ${colorScheme}`);
    // The link's code is good for once, so the second one shows where a code is typed.
    await office.page.goto(product.kitchen);
    await expect(office.page.getByRole(index === 0 ? 'article' : 'heading').first()).toBeVisible();
    await expectAccessible(office.page, `kitchen, ${colorScheme}`);
    await office.page.goto(product.office.url);
    await expect(office.views.first()).toBeVisible();
    const views = await office.views.all();
    expect(views.length).toBeGreaterThan(5);
    for (const view of views) {
      await view.click();
      await expect(office.page.getByRole('heading', { level: 1 })).toHaveText(await view.innerText());
      if ((await view.innerText()) === 'Tills') {
        await expectAccessible(office.page, `tills, ${colorScheme}`);
        await office.page.screenshot({ path: 'test-results/office-tills.png', fullPage: true });
      }
    }
    for (const place of ['/display', '/download', '/docs', '/verify']) {
      await office.page.goto(product.url + place, { waitUntil: 'networkidle' });
    }
    expect(stopped).toEqual([]);
    await context.close();
  }
});
