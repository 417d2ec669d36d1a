import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S14] a waiter takes back what the kitchen has with the word of a manager, offline, and stays signed in', async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const till = tillPage(await context.newPage());
  const { page } = till;
  await till.enrol(product);
  await till.signIn(product, 'Karim');
  await till.openShift('2000');
  await till.expectAllSafe();
  await context.setOffline(true);
  await till.tap('Chotpoti');
  await till.send();
  const line = till.lines.first();
  await line.getByRole('button').first().click();
  await page.getByRole('button', { name: 'Void' }).click();
  await page.getByRole('button', { name: 'Not good' }).click();

  const dialog = page.getByRole('dialog', { name: 'Somebody has to approve this' });
  await expect(dialog).toContainText('Chotpoti');
  await expectAccessible(page, 'approval');
  await page.screenshot({ path: 'test-results/approval.png' });
  for (const digit of '0000') await dialog.getByRole('button', { name: digit, exact: true }).first().click();
  await expect(dialog).toContainText('This is not the PIN of Nusrat.');
  await page.keyboard.press('Escape');
  await expect(till.order).toContainText('Not done: nobody has approved it.');

  await page.getByRole('button', { name: 'Void' }).click();
  await page.getByRole('button', { name: 'Not good' }).click();
  await till.approve(product, 'Nusrat', 'Cold when it came');
  await expect(line).toContainText('void · Not good');
  await expect(page.getByText('Karim').first()).toBeVisible();
  await context.setOffline(false);
  await till.expectAllSafe();
});
