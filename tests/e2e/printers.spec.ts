import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { launchBrowser } from './browser-process.ts';
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
  const kitchen = page.getByRole('region', { name: 'Kitchen printer' });
  await expect(kitchen.getByRole('status')).toHaveText('The paper is out. Load a new roll.');
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

test('[P7] the printer doctor says what is wrong, prints a ticket elsewhere, clears one with a reason, pauses and tests', async ({
  page,
  product,
}) => {
  const till = tillPage(page);
  await till.begin(product);
  await setFault(product, 'kitchen', { mode: 'coverOpen' });
  await till.tap('Chotpoti');
  await till.send();
  await expect(till.mark(till.lines.first())).toHaveClass(/failed/);
  await page.getByRole('button', { name: 'Kitchen printer waits' }).click();
  const kitchen = page.getByRole('region', { name: 'Kitchen printer' });
  const counter = page.getByRole('region', { name: 'Counter printer' });
  await expect(kitchen).toContainText('Does not print');
  await expect(kitchen.getByRole('status')).toHaveText('The cover is open. Close it.');
  await expect(counter.getByRole('status')).toHaveText('Nothing waits.');
  await expectAccessible(page, 'printer doctor');
  await page.screenshot({ path: 'test-results/doctor-cover-open.png' });
  await kitchen.getByRole('button', { name: 'Print elsewhere' }).click();
  await kitchen.getByRole('button', { name: 'Counter printer' }).click();
  const paper = await onePaper(product, 'counter', 'Chotpoti');
  expect(paper.text).toContain('FOR Kitchen printer');
  expect(paper.text).toContain('The cover is open');
  await expect(kitchen.getByRole('listitem')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(till.mark(till.lines.first())).toHaveClass(/diverted/);

  await till.tap('Chotpoti');
  await till.send();
  await page.getByRole('button', { name: 'Kitchen printer waits' }).click();
  await kitchen.getByRole('button', { name: 'Do not print' }).click();
  await page.screenshot({ path: 'test-results/doctor-clear.png' });
  await kitchen.getByRole('button', { name: 'The kitchen was told' }).click();
  await expect(kitchen.getByRole('listitem')).toHaveCount(0);

  await setFault(product, 'kitchen', { mode: 'paperLow' });
  await expect(kitchen).toContainText('Little paper left', { timeout: 15_000 });
  await kitchen.getByRole('button', { name: 'Pause' }).click();
  await expect(kitchen.getByRole('status')).toHaveText('Rahim has paused this printer.');
  await kitchen.getByRole('button', { name: 'Test print' }).click();
  await expect(kitchen.getByRole('listitem')).toContainText('Test page of Kitchen printer');
  await page.screenshot({ path: 'test-results/doctor-paused.png' });
  expect(await papersOf(product, 'kitchen')).toHaveLength(0);
  await kitchen.getByRole('button', { name: 'Go on printing' }).click();
  await onePaper(product, 'kitchen', 'This printer works.');

  // A printer is set up without a terminal: by its address, one paper and what a person sees on it.
  await page.getByLabel('Or its address').fill((await counter.locator('small').innerText()).trim());
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await page.getByRole('button', { name: 'Print that paper' }).click();
  await onePaper(product, 'counter', 'GALLEY PRINTER SETUP');
  await expect(page.getByText('It calls itself GALLEY VIRTUAL.')).toBeVisible();
  for (const seen of [/black box/, /euro sign/, /QR code/, /was cut/]) await page.getByLabel(seen).check();
  await expectAccessible(page, 'printer set-up');
  await page.screenshot({ path: 'test-results/doctor-set-up.png' });
  await page.getByRole('button', { name: 'Which kind is it?' }).click();
  await expect(page.getByText('Epson TM, 80 mm')).toBeVisible();
});

test('[P7] a ticket that no paper carries raises an alarm, until one of the printers can print it', async ({
  page,
  product,
}) => {
  test.setTimeout(200_000);
  const till = tillPage(page);
  await till.begin(product);
  await setFault(product, 'kitchen', { mode: 'refuse' });
  await setFault(product, 'counter', { mode: 'paperOut' });
  await till.tap('Chotpoti');
  await till.send();
  await expect(page.getByRole('alert')).toContainText(/Kitchen may not know of T1-1/, { timeout: 110_000 });
  await page.screenshot({ path: 'test-results/kitchen-alarm.png' });
  await setFault(product, 'counter', { mode: 'ok' });
  await onePaper(product, 'counter', 'FOR Kitchen printer');
  await expect(till.mark(till.lines.first())).toHaveClass(/diverted/, { timeout: 20_000 });
  await expect(page.getByRole('alert')).toBeHidden({ timeout: 20_000 });
});

test('[P4] a till that is killed in the midst of printing has each paper once when it comes back', async ({
  product,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'galley-e2e-print-'));
  const browser = await launchBrowser(profile);
  await setFault(product, 'kitchen', { mode: 'slow', msPerLine: 100 });
  const till = tillPage(browser.page);
  await till.begin(product);
  for (let sale = 0; sale < 3; sale += 1) {
    await till.tap('Chotpoti');
    await till.payExact();
  }
  await browser.kill();
  const again = await launchBrowser(profile);
  await again.page.goto(`${product.url}/till`);
  await expect(async () => {
    const tickets = (await papersOf(product, 'kitchen')).map(({ text }) => /T1-\d+/.exec(text)?.[0]);
    expect(tickets).toHaveLength(3);
    expect(new Set(tickets)).toEqual(new Set(['T1-1', 'T1-2', 'T1-3']));
    const receipts = (await papersOf(product, 'counter')).map(({ text }) => /T1-0\d+/.exec(text)?.[0]);
    expect(receipts).toHaveLength(3);
    expect(new Set(receipts)).toEqual(new Set(['T1-000001', 'T1-000002', 'T1-000003']));
  }).toPass({ timeout: 40_000 });
  await again.kill();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});
