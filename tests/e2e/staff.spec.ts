import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S9] the office adds a waiter who signs in at a till at once, lets cashiers void only up to an amount, and lets somebody go', async ({
  browser,
  product,
}) => {
  const till = tillPage(await browser.newPage());
  await till.enrol(product);
  const office = officePage(await browser.newPage());
  const { page } = office;
  await office.signIn(product);
  await page.getByRole('navigation', { name: 'Office' }).getByRole('button', { name: 'Staff' }).click();
  await page.getByRole('button', { name: 'Add a person' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Salma Khatun');
  await page.getByRole('button', { name: 'Waiter' }).click();
  await page.getByLabel('PIN', { exact: true }).fill('7391');
  await expectAccessible(page, 'person');
  await page.screenshot({ path: 'test-results/person.png' });
  await page.getByRole('button', { name: 'Save' }).click();
  const people = page.getByRole('list', { name: 'People' }).getByRole('listitem');
  await expect(people.filter({ hasText: 'Salma Khatun' })).toContainText('Waiter');

  const rights = page.getByRole('list', { name: 'Rights' }).getByRole('listitem');
  await rights.filter({ hasText: 'Cashier' }).getByRole('button').click();
  await page.getByLabel('Take back what the kitchen has: up to an amount').fill('50');
  await expectAccessible(page, 'rights');
  await page.screenshot({ path: 'test-results/rights.png' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  await people.filter({ hasText: 'Karim' }).getByRole('button').click();
  await page.getByLabel('Works here').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(people.filter({ hasText: 'Karim' })).toContainText('Does not work here any more');
  await page.screenshot({ path: 'test-results/staff.png' });

  const list = till.page.getByRole('group', { name: 'People' });
  await expect(list.getByRole('button', { name: 'Karim' })).toBeHidden({ timeout: 30_000 });
  await list.getByRole('button', { name: 'Salma Khatun' }).click();
  const pad = till.page.getByRole('group', { name: 'Number keys' });
  for (const digit of '7391') await pad.getByRole('button', { name: digit, exact: true }).click();
  await expect(till.page.getByRole('heading', { name: 'Who is selling?' })).toBeHidden();
});
