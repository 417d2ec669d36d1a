import { expect } from '@playwright/test';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('a table is opened with two taps, resumed with one, and found by its number or an item', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await till.seat('5', 3);
  await expect(till.order).toContainText('Table 5 · 3 guests');
  await till.choose('Mains');
  await till.tap('Dal makhani');
  await till.send();
  // By keys: the room, the number of the table, Enter.
  await page.keyboard.press('F3', { delay: 60 });
  await expect(till.table('5')).toContainText('3 guests');
  for (const key of ['1', '2', 'Enter']) await page.keyboard.press(key, { delay: 90 });
  await page.getByRole('dialog').getByRole('button', { name: '2', exact: true }).click();
  await expect(till.order).toContainText('Table 12 · 2 guests');
  await till.tap('Begun bhaji');

  await till.showTables();
  await expect(till.table('12')).toContainText('1 item not sent');
  await page.screenshot({ path: 'test-results/tables-1280.png' });
  await till.table('5').click();
  await expect(till.lines).toHaveText([/Dal makhani/]);

  await page.getByRole('button', { name: /^Orders/ }).click();
  await page.getByLabel('Table, name or item').fill('begun');
  const found = page.getByRole('region', { name: 'Open orders' }).getByRole('listitem');
  await expect(found).toHaveText([/Table 12/]);
});
