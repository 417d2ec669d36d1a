import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S16] the office adds an ingredient, receives it, puts it into a dish; a sale takes it, and a count says what is there', async ({
  browser,
  product,
}) => {
  const office = officePage(await browser.newPage({ viewport: { width: 1440, height: 900 } }));
  const { page } = office;
  const dialog = page.getByRole('dialog');
  const rows = page.getByRole('list', { name: 'Stock', exact: true }).getByRole('listitem');
  await office.signIn(product);
  await office.views.filter({ hasText: 'Stock' }).click();
  await expect(rows.filter({ hasText: 'Vegetable samosa' })).toBeVisible();

  await page.getByRole('button', { name: 'New ingredient' }).click();
  await dialog.getByLabel('Name').fill('Beef, boneless');
  await dialog.getByLabel('Low at').fill('2');
  await expectAccessible(page, 'ingredient');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(rows.filter({ hasText: 'Beef, boneless' })).toContainText('0 kg');

  await page.getByRole('button', { name: 'Goods received' }).click();
  await dialog.getByLabel('Supplier').fill('Karwan Bazar');
  await dialog.getByLabel('Product or ingredient').fill('Beef, b');
  await dialog.getByLabel('Product or ingredient').fill('Beef, boneless');
  await expect(dialog.getByText('kg')).toBeVisible();
  await dialog.getByLabel('How much').fill('10');
  await dialog.getByLabel('Cost in all').fill('7500');
  const soon = new Date(Date.now() + 3 * 24 * 3600_000).toISOString().slice(0, 10);
  await dialog.getByLabel('Good until').fill(soon);
  await expectAccessible(page, 'goods received');
  await page.screenshot({ path: 'test-results/stock-receive.png' });
  await dialog.getByRole('button', { name: 'Write down' }).click();
  await expect(rows.filter({ hasText: 'Beef, boneless' })).toContainText('10 kg');
  await expect(page.getByRole('list', { name: 'Use soon' })).toContainText('Beef, boneless');

  await page.getByRole('button', { name: 'New ingredient' }).click();
  await dialog.getByLabel('Name').fill('Tehari beef, marinated');
  await dialog.getByRole('button', { name: 'Add an ingredient' }).click();
  await dialog.getByLabel('Ingredient', { exact: true }).fill('Beef, boneless');
  await dialog.getByLabel('How much').fill('3');
  await dialog.getByLabel('This makes').fill('4');
  await expectAccessible(page, 'prepared ingredient');
  await page.screenshot({ path: 'test-results/stock-prepared.png' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(rows.filter({ hasText: 'Tehari beef, marinated' })).toContainText('made here');

  await office.views.filter({ hasText: 'Menu' }).click();
  await page.getByLabel('Search the menu').fill('tehari');
  await page.getByRole('button', { name: /Beef tehari/ }).click();
  await dialog.getByRole('button', { name: 'Add an ingredient' }).click();
  await dialog.getByLabel('Ingredient', { exact: true }).fill('Tehari beef, marinated');
  await expect(dialog.getByRole('group', { name: 'Recipe' }).getByText('kg', { exact: true })).toBeVisible();
  await dialog.getByLabel('How much').fill('0.2');
  await expectAccessible(page, 'recipe');
  await dialog.getByRole('group', { name: 'Recipe' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/stock-recipe.png' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();

  const till = tillPage(await browser.newPage());
  await till.begin(product);
  await till.choose('Mains');
  await till.tap('Beef tehari');
  await till.tap('Beef tehari');
  await till.payExact();
  await till.page.keyboard.press('F10');
  await till.page.getByRole('button', { name: 'Count the stock' }).click();
  const count = till.page.getByRole('region', { name: 'Count the stock' });
  await count.getByRole('button', { name: /Beef, boneless/ }).click();
  await till.page.keyboard.type('9.5');
  await expect(count.getByRole('button', { name: /Beef, boneless/ })).toContainText('9.5 kg');
  await expectAccessible(till.page, 'count at the till');
  await till.page.screenshot({ path: 'test-results/stock-count.png' });
  await count.getByRole('button', { name: 'Write down' }).click();
  await expect(count.getByRole('status').filter({ hasText: 'written down' })).toBeVisible();
  await till.page.screenshot({ path: 'test-results/stock-counted.png' });

  await office.views.filter({ hasText: 'Stock' }).click();
  await expect(rows.filter({ hasText: 'Beef, boneless' })).toContainText('9.5 kg', { timeout: 15_000 });
  await rows.filter({ hasText: 'Beef, boneless' }).getByRole('button').click();
  const moved = dialog.getByRole('list', { name: 'What moved' }).getByRole('listitem');
  await expect(moved.nth(0)).toContainText('9.5 kg found');
  await expect(moved.nth(1)).toContainText('-0.3 kg');
  await expect(moved.nth(2)).toContainText('Karwan Bazar');
  await expectAccessible(page, 'movements');
  await page.screenshot({ path: 'test-results/stock-movements.png' });
  await dialog.getByRole('button', { name: 'Count', exact: true }).click();
  await dialog.getByLabel('There is').fill('9');
  await dialog.getByRole('button', { name: 'Write down' }).click();
  await expect(rows.filter({ hasText: 'Beef, boneless' })).toContainText('9 kg');
  await expectAccessible(page, 'stock');
  await page.screenshot({ path: 'test-results/stock.png', fullPage: true });
  await page.getByRole('button', { name: 'Throw away Beef, boneless' }).click();
  await expect(dialog.getByLabel('How much')).toHaveValue('9');
  await dialog.getByRole('button', { name: 'Write down' }).click();
  await expect(rows.filter({ hasText: 'Beef, boneless' })).toContainText('0 kg');
});
