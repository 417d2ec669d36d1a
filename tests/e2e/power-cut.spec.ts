import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchBrowser } from './browser-process.ts';
import { officePage } from './office-page.ts';
import { onePaper } from './paper.ts';
import { test } from './shop.ts';
import { tillPage } from './till-page.ts';

test('[S2] a browser killed right after Pay has the sale, its number and its print jobs when it comes back', async ({
  page,
  product,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'galley-profile-'));
  let browser = await launchBrowser(profile);
  try {
    let till = tillPage(browser.page);
    await till.begin(product);
    await till.choose('Sweets');
    await till.tap('Firni');
    await till.payExact();
    const first = await till.receiptNumber();
    await till.tap('Mishti doi');
    await till.payExact(); // the screen says paid: from here on it must never be lost
    await browser.kill();

    browser = await launchBrowser(profile);
    till = tillPage(browser.page);
    await till.page.goto(`${product.url}/till`);
    await till.page.getByRole('button', { name: 'Receipts' }).click();
    const receipts = till.page.getByRole('region', { name: 'Receipts' }).getByRole('listitem');
    await expect(receipts).toHaveCount(2);
    const second = first.replace('000001', '000002');
    await expect(receipts.first()).toContainText(second);
    await expect(receipts.first()).toContainText('৳80.00');
    await till.expectAllSafe();
    await onePaper(product, 'counter', first);
    await onePaper(product, 'counter', second);
    await onePaper(product, 'kitchen', 'Mishti doi');

    const office = officePage(page);
    await office.signIn(product);
    await expect(office.count).toHaveText('2');
    await expect(office.total).toHaveText('৳170.00');
  } finally {
    await browser.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
