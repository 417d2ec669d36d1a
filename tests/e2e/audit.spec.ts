import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S3] [S14] a till proves its records in words, and the office reads who took back what and who approved it', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  const { page } = till;
  await till.enrol(product);
  await till.signIn(product, 'Karim');
  await till.openShift('2000');
  await till.tap('Chotpoti');
  await till.send();
  await till.lines.first().getByRole('button').first().click();
  await page.getByRole('button', { name: 'Void' }).click();
  await page.getByRole('button', { name: 'Not good' }).click();
  await till.approve(product, 'Nusrat', 'Cold when it came');
  await till.tap('Vegetable samosa');
  await till.payExact();
  await till.expectAllSafe();
  await page.getByRole('button', { name: 'All safe' }).click();
  await page.getByRole('button', { name: 'Check the records' }).click();
  await expect(page.getByText(/^All as it was written: \d+ entries and 1 receipt\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Check the records' }).scrollIntoViewIfNeeded();
  await page.screenshot({ path: 'test-results/records.png' });
  await page.keyboard.press('Escape');
  await till.expectAllSafe();

  const office = officePage(await browser.newPage());
  await office.signIn(product);
  await office.page.getByRole('button', { name: 'Audit log' }).click();
  const log = office.page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
  await expect(log).toHaveCount(2);
  await expect(log.nth(1)).toContainText('Taken back Chotpoti');
  await expect(log.nth(1)).toContainText('Not good · Cold when it came');
  await expect(log.nth(1)).toContainText('approved by Nusrat');
  await expectAccessible(office.page, 'audit log');
  await office.page.screenshot({ path: 'test-results/audit.png' });
});

test('a till that nobody touches for five minutes locks itself, and whoever sold last is first on the list', async ({
  browser,
  product,
}) => {
  const page = await browser.newPage();
  const till = tillPage(page);
  await page.clock.install();
  await till.begin(product);
  await till.tap('Chotpoti');
  await page.clock.fastForward('04:50');
  await expect(page.getByRole('region', { name: 'Menu' })).toBeVisible();
  await page.clock.fastForward('00:15');
  await expect(page.getByRole('heading', { name: 'Who is selling?' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'People' }).getByRole('button').first()).toContainText(
    'Rahim',
  );
  await page.screenshot({ path: 'test-results/sign-in.png' });
  await till.signIn(product);
  await expect(till.lines).toHaveCount(1);
});
