import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

/** What a cashier does with the drawer. */
function drawerOf(page: Page) {
  const view = page.getByRole('region', { name: 'Shift', exact: true });
  const pad = page.getByRole('group', { name: 'Number keys' });
  return {
    view,
    async open() {
      await page.getByRole('button', { name: 'Shift', exact: true }).click();
      await expect(view.getByRole('heading', { name: 'Shift' })).toBeVisible();
    },
    async move(way: string, amount: string, reason: string) {
      await view.getByRole('button', { name: way, exact: true }).click();
      const dialog = page.getByRole('dialog');
      for (const key of amount) await dialog.getByRole('button', { name: key, exact: true }).click();
      await dialog.getByRole('button', { name: reason }).click();
      await dialog.locator('button[type=submit]').click();
      await expect(dialog).toBeHidden();
    },
    async count(face: string, pieces: string) {
      const notes = page.getByRole('list', { name: 'Notes and coins' });
      await notes.getByRole('button', { name: new RegExp(`^${face} ×`) }).click();
      for (const key of pieces) await pad.getByRole('button', { name: key, exact: true }).click();
    },
  };
}

test('a shift from float to Z: sold, moved, looked at, counted blind, closed with a reason, and the next one begins', async ({
  browser,
  page,
  product,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const till = tillPage(page);
  const drawer = drawerOf(page);
  await till.begin(product); // Rahim, a cashier, with 2,000
  await till.tap('Chotpoti'); // 110
  await till.payExact();
  await till.choose('Grill');
  await till.tap('Mixed grill platter'); // stays open
  await till.send();

  await drawer.open();
  await drawer.move('Cash out', '350', 'Shopping');
  await drawer.move('Open, no sale', '', 'Change for a guest');
  const slip = await onePaper(product, 'counter', 'Shopping');
  expect(slip.text).toContain('350.00');
  await expect(drawer.view.getByRole('list', { name: 'Openings of the drawer' })).toContainText('-350.00');
  await drawer.view.getByRole('button', { name: 'Rahim comes to work' }).click();
  await expect(drawer.view.getByRole('button', { name: 'Rahim goes home' })).toBeVisible();
  await expect(drawer.view).toContainText('Cash is shown after it was counted.');
  await drawer.view.getByRole('button', { name: 'Print X' }).click();
  const x = await onePaper(product, 'counter', 'X REPORT');
  expect(x.text).toContain('Sales (1)');
  expect(x.text).not.toContain('Expected cash');
  await page.screenshot({ path: 'test-results/shift.png' });
  await expectAccessible(page, 'shift view');

  // 2,000 + 110 - 350 = 1,760 must be there; a note of 100 is missing.
  await drawer.view.getByRole('button', { name: 'Close the shift' }).click();
  await expect(page.getByText('1 order is open')).toContainText('980.00');
  await drawer.count('1,000', '1');
  await drawer.count('500', '1');
  await drawer.count('100', '1');
  await drawer.count('20', '3');
  await page.reload(); // a power cut in the middle loses nothing
  await drawer.open();
  await drawer.view.getByRole('button', { name: 'Close the shift' }).click();
  await expect(page.getByLabel('Counted', { exact: true })).toHaveText('৳1,660.00');
  await page.screenshot({ path: 'test-results/shift-count.png' });
  await expectAccessible(page, 'counting');
  await page.getByRole('button', { name: 'All counted' }).click();
  const result = page.getByRole('region', { name: 'Close the shift' });
  await expect(result).toContainText('Short');
  await expect(result).toContainText('৳100.00');
  await result.getByLabel('Why does the cash differ?').fill('wrong change');
  await page.screenshot({ path: 'test-results/shift-result.png' });
  await expectAccessible(page, 'the difference');
  await result.getByRole('button', { name: 'Close and print Z' }).click();
  await till.approve(product, 'Nusrat');

  await expect(page.getByText('T1-Z0001 closed by Rahim')).toBeVisible();
  const z = await onePaper(product, 'counter', 'T1-Z0001');
  for (const words of [
    'Z REPORT',
    'Expected cash',
    '1,760.00',
    '1,660.00',
    'SHORT',
    '-100.00',
    'wrong change',
    'Open, carried forward',
  ])
    expect(z.text).toContain(words);
  await expect(page.getByLabel('Cash in the drawer')).toHaveText('৳1,660.00');
  await page.screenshot({ path: 'test-results/shift-next.png' });
  await page.getByRole('button', { name: 'Open the shift' }).click();
  await expect(till.lines).toHaveCount(1);
  await till.payExact();
  await till.expectAllSafe();

  const office = officePage(await browser.newPage());
  await office.signIn(product);
  await office.page.getByRole('button', { name: 'Shifts' }).click();
  await expect(office.page.getByRole('list', { name: 'Open shifts' })).toContainText('৳980.00');
  const archive = office.page.getByRole('list', { name: 'Z archive' });
  await archive.getByText('T1-Z0001').click();
  await expect(archive).toContainText('wrong change');
  await expect(archive.getByRole('row', { name: /^Cash/ }).last()).toHaveText('Cash110.00110.00');
  await office.page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(office.page.getByText('Till 1: the chain is whole. 1 report')).toBeVisible();
  await expect(office.page.getByRole('list', { name: 'At work' })).toContainText('Rahim');
  await office.page.setViewportSize({ width: 1280, height: 1100 });
  await office.page.screenshot({ path: 'test-results/office-shifts.png' });
  await expectAccessible(office.page, 'office shifts');
});
