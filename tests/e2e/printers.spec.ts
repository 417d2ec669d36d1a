import { expect } from '@playwright/test';
import { onePaper, papersOf, setFault } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[P3] a printer without paper stops nothing, says why, and prints when it has some', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await setFault(product, 'kitchen', { mode: 'paperOut' });
  await till.tap('Chotpoti');
  await till.send();
  await expect(till.mark(till.lines.first())).toHaveClass(/failed/);
  await till.payExact();
  await page.getByRole('button', { name: 'Kitchen printer waits' }).click();
  await expect(page.getByRole('dialog')).toContainText(/paper/);
  await page.keyboard.press('Escape');
  await setFault(product, 'kitchen', { mode: 'ok' });
  await onePaper(product, 'kitchen', 'Chotpoti');
  await expect(page.getByRole('button', { name: 'Printing' })).toBeVisible({ timeout: 20_000 });
});

test('[P4] paper that nobody can vouch for is asked about, and printed again only when a person says so', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await setFault(product, 'kitchen', { mode: 'mute' });
  await till.tap('Chotpoti');
  await till.send();
  await page.getByRole('button', { name: 'Did it print?' }).click({ timeout: 45_000 });
  expect(await papersOf(product, 'kitchen')).toHaveLength(1);
  await setFault(product, 'kitchen', { mode: 'ok' });
  await page.getByRole('button', { name: 'Print again' }).click();
  await page.keyboard.press('Escape');
  await expect(till.mark(till.lines.first())).toHaveClass(/printed/, { timeout: 20_000 });
  expect(await papersOf(product, 'kitchen')).toHaveLength(2);
});
