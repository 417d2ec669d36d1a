import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S24] the office sees how every till is, makes a code for a new one, and switches one off', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  await till.begin(product);
  await till.tap('Chotpoti');
  await till.payExact();
  await till.expectAllSafe();

  const office = officePage(await browser.newPage());
  const { page } = office;
  await office.signIn(product);
  await page.getByRole('button', { name: 'Tills' }).click();
  const first = page.getByRole('article', { name: 'Till 1' });
  const second = page.getByRole('article', { name: 'Till 2' });
  await expect(page.getByText(/^Branch complete up to/)).toBeVisible({ timeout: 90_000 });
  await expect(first).toContainText('Heard');
  await expect(second).toContainText('No device is enrolled');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `tills, ${colorScheme}`);
  }

  await second.getByRole('button', { name: 'New code' }).click();
  const dialog = page.getByRole('dialog', { name: 'Code for Till 2' });
  const code = await dialog.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/).innerText();
  await expectAccessible(page, 'code');
  await page.keyboard.press('Escape');
  const device = await browser.newPage();
  await device.goto(`${product.url}/till`);
  await device.getByLabel('Code').fill(code);
  await device.getByRole('button', { name: 'Enrol' }).click();
  await expect(device.getByRole('heading', { name: 'Who is selling?' })).toBeVisible();
  await expect(second).toContainText('Heard', { timeout: 45_000 });

  await first.getByRole('button', { name: 'Switch off' }).click();
  await expect(first).toContainText('what it sells is still stored');
  await first.getByRole('button', { name: 'Switch off' }).click();
  await expect(first).toContainText('Switched off');
  await till.tap('Chotpoti');
  await till.payExact();
  await expect(first).toContainText('Entries stored3', { timeout: 45_000 });
  const reviews = page.getByRole('list', { name: 'To look at' }).getByRole('listitem');
  await expect(reviews.filter({ hasText: 'The till was switched off' })).toHaveCount(1);
  await first.getByRole('button', { name: 'Let it in again' }).click();
  await expect(first).not.toContainText('Switched off');
});
