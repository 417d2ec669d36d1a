import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S17] [M11] a cashier gives one of two items back with the word of a manager, offline; the office subtracts it', async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const till = tillPage(await context.newPage());
  const { page } = till;
  await till.begin(product);
  await till.expectAllSafe();
  await till.choose('Drinks');
  await till.tap('Cola 250 ml');
  await till.tap('Borhani');
  await till.payExact();
  const number = await till.receiptNumber();
  await context.setOffline(true);

  await page.getByRole('button', { name: 'Receipts' }).click();
  await page.getByLabel('Find a receipt').fill('cola');
  const rows = page.getByRole('region', { name: 'Receipts' }).getByRole('listitem');
  await expect(rows).toHaveCount(1);
  await page.screenshot({ path: 'test-results/receipts.png' });
  await rows.first().getByRole('button').click();
  await page.getByRole('button', { name: 'Give money back' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('group', { name: 'How many of Cola 250 ml' })
    .getByRole('button', { name: 'More' })
    .click();
  const give = dialog.getByRole('button', { name: /^Give back ৳/ });
  await expect(give).toBeDisabled();
  await dialog.getByRole('button', { name: 'Not good' }).click();
  await expectAccessible(page, 'refund');
  await page.screenshot({ path: 'test-results/refund.png' });
  const amount = (await give.innerText()).replace('Give back ', '');
  await give.click();
  await till.approve(product, 'Nusrat');
  await expect(page.getByRole('status', { name: 'Given back' })).toContainText(amount);
  await page.screenshot({ path: 'test-results/refund-done.png' });
  await page.getByRole('button', { name: 'Done' }).click();

  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(`Refund of ${number}`);
  await rows.nth(1).getByRole('button').click();
  await expect(page.getByRole('list', { name: 'Given back so far' })).toContainText('Rahim');
  await page.getByRole('button', { name: 'Give money back' }).click();
  await expect(dialog).toContainText('all given back');
  await page.screenshot({ path: 'test-results/refund-rest.png' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  // A receipt of another till, on the word of its paper.
  await page.getByLabel('Find a receipt').fill('t2-41');
  await page.getByRole('button', { name: 'Give money back from the paper' }).click();
  await dialog.getByLabel('What it was').fill('Firni');
  for (const key of ['5', '0']) await dialog.getByRole('button', { name: key, exact: true }).click();
  await dialog.getByRole('button', { name: 'Not good' }).click();
  await expectAccessible(page, 'refund from paper');
  await page.screenshot({ path: 'test-results/refund-typed.png' });
  await page.keyboard.press('Escape');
  await context.setOffline(false);
  await onePaper(product, 'counter', 'REFUND');
  await till.expectAllSafe();

  const office = officePage(await browser.newPage());
  await office.signIn(product);
  await expect(office.page.getByTestId('given-back')).toHaveText(amount);
  await office.page.screenshot({ path: 'test-results/office-today.png', fullPage: true });
});
